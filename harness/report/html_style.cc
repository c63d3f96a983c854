#include "harness/report/html_style.h"

namespace plumb::report {

const std::string_view kHtmlStyle = R"css(
:root{color-scheme:light dark;
--paper:#fbfaf7;--card:#fff;--ink:#1c2127;--soft:#565f6b;--line:#e2dfd8;--sunk:#f3f1ec;--link:#1d5a8a;
--pass:#17653a;--pass-t:#e4f2e8;--fail:#a8201a;--fail-t:#fbe9e7;--error:#6a3a9c;--error-t:#f0e8f8;
--doubt:#7d5200;--doubt-t:#fbf0d8;--skip:#4a5866;--skip-t:#e9edf1;--seen:#1d5a8a;--seen-t:#e3eff8;
--none:#5f656c;--none-t:#ececea;--known:#8a3f00;--known-t:#fbe9dc;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
--serif:"Iowan Old Style","Charter","Palatino Linotype",Georgia,serif;
--mono:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#14171b;--card:#1a1e23;--ink:#e7e4de;--soft:#a3abb5;--line:#2e343b;--sunk:#20252b;--link:#8fc5ee;
--pass:#7fd8a0;--pass-t:#173024;--fail:#ff9489;--fail-t:#3a1d1b;--error:#cfb0ff;--error-t:#2c2140;
--doubt:#efc264;--doubt-t:#352a12;--skip:#b0bcc9;--skip-t:#262d35;--seen:#8fc5ee;--seen-t:#17293a;
--none:#a4abb2;--none-t:#272b30;--known:#ffb27a;--known-t:#3a2312}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 var(--sans)}
.page{max-width:1120px;margin:0 auto;padding:40px 32px 96px}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
.skip-link{position:absolute;left:-9999px}.skip-link:focus{left:16px;top:8px;background:var(--card);padding:8px 12px}
h1,h2{font-family:var(--serif);font-weight:600;letter-spacing:-.01em;line-height:1.2}
h1{font-size:34px;margin:2px 0 22px}h2{font-size:23px;margin:52px 0 6px}
h3{font-size:16px;margin:28px 0 8px}h4{font-size:13px;margin:18px 0 6px;color:var(--soft);font-weight:600}
p{margin:0 0 8px}.over{color:var(--soft);font-size:13px;letter-spacing:.02em;margin:0}
.lead{color:var(--soft);max-width:74ch}
code,pre,.mono{font-family:var(--mono);font-size:.87em}code{overflow-wrap:anywhere}
pre{background:var(--sunk);border-radius:6px;padding:10px 12px;margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere}
.pass{--c:var(--pass);--t:var(--pass-t)}.fail{--c:var(--fail);--t:var(--fail-t)}
.error{--c:var(--error);--t:var(--error-t)}.doubt{--c:var(--doubt);--t:var(--doubt-t)}
.skip{--c:var(--skip);--t:var(--skip-t)}.seen{--c:var(--seen);--t:var(--seen-t)}.none{--c:var(--none);--t:var(--none-t)}.known{--c:var(--known);--t:var(--known-t)}
.verdict{display:flex;gap:20px;align-items:flex-start;background:var(--t);border-left:6px solid var(--c);border-radius:0 10px 10px 0;padding:20px 26px}
.verdict .sign{flex:none;width:46px;height:46px;border-radius:50%;background:var(--c);color:var(--paper);display:grid;place-items:center;font-size:25px;font-weight:700}
.verdict .word{font:600 27px/1.2 var(--serif);color:var(--c);margin:0 0 3px}.verdict p{margin:0}
.verdict .small{color:var(--soft);font-size:13.5px;margin-top:6px}
.warn{border-left:6px solid var(--c);background:var(--t);border-radius:0 8px 8px 0;padding:10px 26px;margin:10px 0 0}
.bar{display:flex;height:10px;border-radius:5px;overflow:hidden;gap:2px;margin:22px 0 8px;background:var(--none-t)}
.bar span{background:var(--c);min-width:3px}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;margin:0 0 24px;list-style:none;font-size:13.5px}
.legend i{font-style:normal;color:var(--c);font-weight:700;margin-right:5px}.legend b{font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(430px,100%),1fr));gap:0 36px;margin:0;border-top:1px solid var(--line)}
.facts div{display:grid;grid-template-columns:108px 1fr;gap:10px;padding:7px 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--soft);font-size:13.5px}.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}.facts .wide{grid-column:1/-1}
table{border-collapse:collapse;width:100%;font-size:14px}
th{text-align:left;font-weight:600;color:var(--soft);font-size:12.5px;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:bottom}
td{padding:9px 12px 9px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.clauses{table-layout:fixed}.clauses th:nth-child(1){width:168px}.clauses th:nth-child(3){width:200px}.clauses th:nth-child(4){width:172px}
.clauses .id,.where{color:var(--soft);font-size:12.5px}.clauses .num{font-size:13px;color:var(--soft);padding-right:0}
caption,.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.pill{display:inline-flex;align-items:center;gap:6px;color:var(--c);background:var(--t);border-radius:99px;padding:1px 11px 1px 8px;font-size:13px;font-weight:600;white-space:nowrap}
.pill i{font-style:normal;font-weight:700}
.told{table-layout:fixed}.told th:last-child{width:140px}
.open{table-layout:fixed}.open th:first-child{width:240px}.open th:last-child{width:60px}
.matrix{table-layout:fixed}.matrix th:nth-child(1){width:38%}.matrix span{color:var(--c)}.fail>b{color:var(--c)}
.badges{display:flex;flex-wrap:wrap;gap:5px}
.badge{display:inline-block;border:1px solid var(--c,var(--line));color:var(--c,var(--soft));border-radius:5px;padding:0 7px;font-size:12px;line-height:1.6;white-space:nowrap}
.badge.apart{border-style:dashed}
.list{padding-left:20px;margin:6px 0}.list li{margin:6px 0}
.tools{position:sticky;top:0;z-index:2;background:var(--paper);padding:12px 0;margin:12px 0 6px;border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center}
.tools[hidden]{display:none}
.tools input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:7px;padding:5px 11px;width:270px;max-width:100%}
.tools fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:5px}.tools legend{float:left;font-size:12.5px;color:var(--soft);padding:4px 6px 0 0}
button{font:inherit;font-size:13px;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:99px;padding:2px 11px;cursor:pointer}
button[aria-pressed=true]{background:var(--ink);color:var(--paper);border-color:var(--ink)}
#shown{margin-left:auto;color:var(--soft);font-size:13px}
.case{background:var(--card);border:1px solid var(--line);border-radius:9px;margin:8px 0}
.case>summary{display:grid;grid-template-columns:128px 1fr auto;gap:4px 14px;padding:10px 16px;cursor:pointer;list-style:none;border-radius:9px;align-items:baseline}
.case>summary::-webkit-details-marker{display:none}
.case>summary .pill{justify-self:start}.case>summary:hover{background:var(--sunk)}
.case>summary .badge{--c:var(--soft)}.case .name{overflow-wrap:anywhere}.case .name code{color:var(--soft);font-size:12.5px;display:block}
.case .why{grid-column:2/-1;color:var(--c);font-size:14px;overflow-wrap:anywhere}
.case.pass .why,.case.seen .why,.case.skip .why{color:var(--soft)}
.case[open]{border-color:var(--c)}.case[open]>summary{border-bottom:1px solid var(--line);border-radius:9px 9px 0 0}
.in{padding:4px 20px 16px}
.claim{border-left:3px solid var(--line);padding:2px 0 2px 14px;margin:12px 0;font-family:var(--serif);font-size:16px}
.claim .where{font-family:var(--sans);display:block}
.steps{font-size:14px;padding-left:22px;margin:4px 0}.steps li{margin:2px 0}
.diff td{font-family:var(--mono);font-size:13px;padding:5px 10px 5px 0}
.diff .was{color:var(--fail);background:var(--fail-t);padding-left:8px}.diff .now{color:var(--pass);background:var(--pass-t);padding-left:8px}
.diff .nil{color:var(--soft);font-style:italic;font-family:var(--sans)}
.time{table-layout:fixed}.time th:first-child{width:112px}.time td{padding:5px 10px 5px 0;font-size:13.5px;border-bottom-style:dotted}
.time td:first-child{font-family:var(--mono);font-size:12.5px;color:var(--soft)}
.time .lane{background:var(--sunk);padding-left:10px;border-radius:4px}.time .sync{background:var(--seen-t);color:var(--seen);text-align:center;padding-left:10px}
.time .said{color:var(--soft);font-style:italic}
.sent{margin:4px 0}.sent>summary{cursor:pointer;font-size:13.5px;overflow-wrap:anywhere}.sent .where{margin-left:6px}
.repeat{user-select:all;-webkit-user-select:all}
.nothing{color:var(--soft);font-style:italic}
footer{margin-top:64px;color:var(--soft);font-size:13px;border-top:1px solid var(--line);padding-top:14px}
@media screen and (max-width:760px){.page{padding:20px 16px 60px}.case>summary{grid-template-columns:1fr}.case .why{grid-column:1}.clauses,.clauses tbody,.clauses tr,.clauses td{display:block}.clauses thead{display:none}.clauses td{border:0;padding:3px 0}.clauses tr{border-bottom:1px solid var(--line);padding:10px 0;display:block}}
@media print{@page{margin:15mm 14mm}
body{font-size:10.5pt;background:#fff}.page{max-width:none;padding:0}.tools,.skip-link{display:none!important}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h1{font-size:24pt}h2{font-size:15pt;margin-top:22pt;break-after:avoid}h3,h4{break-after:avoid}
.verdict,.clauses tr,.claim,.diff,.sent,.case>summary{break-inside:avoid}
.case{border-radius:0;border-width:0 0 1px}.case>summary{padding:5px 0}.in{padding:2px 0 10px 12px}
#cases{break-before:page}table{font-size:9pt}.facts{grid-template-columns:1fr 1fr;gap:0 20px}.facts div{grid-template-columns:78px 1fr}.facts dd{font-size:9.5pt}
.pill{font-size:8.5pt;padding-right:9px}.clauses th:nth-child(1){width:146px}.clauses th:nth-child(3){width:128px}.clauses th:nth-child(4){width:110px}.open th:first-child{width:150px}.case>summary{grid-template-columns:106px 1fr auto}
a{color:inherit;text-decoration:none}pre{white-space:pre-wrap}}
)css";

const std::string_view kHtmlScript = R"js(
(function () {
  "use strict";
  var all = Array.prototype.slice;
  var tools = document.querySelector(".tools"), search = document.getElementById("search");
  var shown = document.getElementById("shown"), none = document.getElementById("none-shown");
  var cases = all.call(document.querySelectorAll(".case"));
  var buttons = all.call(tools.querySelectorAll("button[data-key]"));
  var texts = cases.map(function (c) { return c.textContent.toLowerCase(); });
  tools.hidden = false;

  function chosen(key) {
    return buttons.filter(function (b) {
      return b.dataset.key === key && b.getAttribute("aria-pressed") === "true";
    }).map(function (b) { return b.dataset.value; });
  }
  function apply() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var verdicts = chosen("v"), bases = chosen("b"), count = 0;
    cases.forEach(function (c, i) {
      var keep = (!verdicts.length || verdicts.indexOf(c.dataset.v) >= 0) &&
        (!bases.length || bases.indexOf(c.dataset.b) >= 0) &&
        words.every(function (w) { return texts[i].indexOf(w) >= 0; });
      c.hidden = !keep;
      if (keep) count += 1;
    });
    shown.textContent = count === cases.length ? count + " cases" : count + " of " + cases.length + " cases";
    none.hidden = count > 0;
  }
  function open(test) { cases.forEach(function (c) { if (!c.hidden) c.open = test(c); }); }
  function follow() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.classList.contains("case")) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }

  search.addEventListener("input", apply);
  buttons.forEach(function (b) {
    b.addEventListener("click", function () {
      b.setAttribute("aria-pressed", String(b.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  });
  document.getElementById("open-all").addEventListener("click", function () { open(function () { return true; }); });
  document.getElementById("close-all").addEventListener("click", function () { open(function () { return false; }); });
  all.call(document.querySelectorAll("a[data-clause]")).forEach(function (a) {
    a.addEventListener("click", function () { search.value = a.dataset.clause; apply(); });
  });
  document.addEventListener("keydown", function (e) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      search.focus();
      search.select();
    } else if (e.key === "Escape" && document.activeElement === search) {
      search.value = "";
      apply();
    }
  });
  window.addEventListener("beforeprint", function () {
    cases.forEach(function (c) { if (/^(fail|known|error|doubt)$/.test(c.dataset.v)) c.open = true; });
  });
  window.addEventListener("hashchange", follow);
  apply();
  follow();
}());
)js";

}  // namespace plumb::report
