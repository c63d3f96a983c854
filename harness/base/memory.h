#pragma once

namespace plumb {

/// Gives memory that nobody uses any more back to the system, where the allocator can be told to:
/// it keeps what each thread has freed, which adds up over many tenants with threads of their own.
/// Takes some milliseconds. Safe from several threads.
void ReturnFreeMemory();

}  // namespace plumb
