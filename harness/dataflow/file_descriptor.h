#pragma once

#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace plumb::dataflow {

/// Owns a file descriptor; -1 is none.
class FileDescriptor final {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int number) : number_(number) {}
    FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        Close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    ~FileDescriptor() { Close(); }

    int Get() const { return number_; }
    bool IsOpen() const { return number_ >= 0; }
    void Close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

  private:
    int number_ = -1;
};

/// A pipe that no other program inherits; we read without waiting.
struct Pipe {
    FileDescriptor read;
    FileDescriptor write;

    bool Open() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return false;
        read = FileDescriptor(ends[0]);
        write = FileDescriptor(ends[1]);
        return ::fcntl(read.Get(), F_SETFL, O_NONBLOCK) == 0;
    }
};

}  // namespace plumb::dataflow
