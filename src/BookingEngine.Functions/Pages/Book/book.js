(function(){
"use strict";
var d=document,main=d.querySelector("main"),z=d.querySelector("[data-zone]");
function each(q,f){Array.prototype.forEach.call(d.querySelectorAll(q),f)}
try{
if(z&&!/[?&]tz=/.test(location.search)){
var mine=Intl.DateTimeFormat().resolvedOptions().timeZone;
if(mine&&mine!==z.getAttribute("data-zone")){
if(z.getAttribute("data-reload")){var to=new URL(location.href);to.searchParams.set("tz",mine);location.replace(to.href);return}
each("a[href^='/book']",function(a){var u=new URL(a.href);u.searchParams.set("tz",mine);a.href=u.pathname+u.search+u.hash});
}}}catch(e){}
var embedder=d.body.getAttribute("data-embedder");
if(embedder&&window.parent!==window){
var tell=function(m){window.parent.postMessage(m,embedder)},tall=0,size=function(){var h=Math.min(4000,Math.ceil(main.getBoundingClientRect().height));if(Math.abs(h-tall)>=4){tall=h;tell({type:"booking-height",height:h})}};
tell({type:"booking-step"});size();
if(window.ResizeObserver)new ResizeObserver(size).observe(main);
var booked=d.querySelector("[data-booked]");
if(booked)tell({type:"booked",id:booked.getAttribute("data-booked")});
d.addEventListener("keydown",function(e){if(e.key==="Escape")tell({type:"booking-close"})});
}
var focus=d.querySelector("[data-focus]");
if(focus){focus.focus();focus.scrollIntoView&&focus.getBoundingClientRect().top>innerHeight&&focus.scrollIntoView()}
window.addEventListener("pageshow",function(e){if(e.persisted)each("button",function(b){b.disabled=false})});
each("form[method=post]",function(f){f.addEventListener("submit",function(e){if(f.getAttribute("data-sent")){e.preventDefault();return}f.setAttribute("data-sent","1");setTimeout(function(){f.removeAttribute("data-sent")},4000)})});
var live=d.getElementById("live"),ends=d.querySelector("[data-ends]");
if(live&&ends){var at=Date.now()+Number(ends.getAttribute("data-ends"))*1000,said={};
var tick=function(){var left=(at-Date.now())/1000,k=left<=0?"over":left<=30?"s30":left<=120?"m2":null;
if(k&&!said[k]){said[k]=1;live.textContent=ends.getAttribute("data-"+k)}
if(left>0)setTimeout(tick,Math.min(1000,left*1000+50))};tick()}
var grid=d.querySelector("table.month");
if(grid){grid.setAttribute("role","grid");each(".keys",function(k){k.hidden=false});
var days=Array.prototype.slice.call(grid.querySelectorAll(".day")),rtl=getComputedStyle(grid).direction==="rtl";
var here=grid.querySelector("[aria-current=date]")||grid.querySelector("a.day")||days[0];
days.forEach(function(x){x.tabIndex=x===here?0:-1});
var go=function(n){here.tabIndex=-1;here=n;n.tabIndex=0;n.focus()};
var turn=function(months,day){var a=d.querySelector(months===-1?"a[rel=prev]":months===1?"a[rel=next]":null);
if(Math.abs(months)===1&&!a)return;
var u=new URL(a?a.href:location.href),m=grid.getAttribute("data-month").split("-"),n=new Date(Date.UTC(+m[0],+m[1]-1+months,1));
var last=new Date(Date.UTC(n.getUTCFullYear(),n.getUTCMonth()+1,0)).getUTCDate();
u.searchParams.set("month",n.toISOString().slice(0,7));u.searchParams.delete("day");u.searchParams.set("at",Math.max(1,Math.min(day,last)));location.href=u.pathname+u.search};
grid.addEventListener("keydown",function(e){
var i=days.indexOf(e.target),k=e.key,n=null;if(i<0)return;
var day=+e.target.getAttribute("data-day"),col=e.target.parentNode.cellIndex;
if(k==="ArrowRight")n=rtl?-1:1;else if(k==="ArrowLeft")n=rtl?1:-1;else if(k==="ArrowDown")n=7;else if(k==="ArrowUp")n=-7;
else if(k==="Home")n=-Math.min(col,i);else if(k==="End")n=Math.min(6-col,days.length-1-i);
else if(k==="PageUp"||k==="PageDown"){e.preventDefault();turn((k==="PageUp"?-1:1)*(e.shiftKey?12:1),day);return}
else if(k===" "||k==="Enter"){if(e.target.href){if(k===" "){e.preventDefault();e.target.click()}}else if(live){e.preventDefault();live.textContent="";setTimeout(function(){live.textContent=e.target.getAttribute("aria-label")},20)}return}
else return;
e.preventDefault();
var to=days[i+n];
if(to)go(to);else if(Math.abs(n)===1||Math.abs(n)===7){var first=new Date(grid.getAttribute("data-month")+"-01T00:00Z"),target=new Date(first.getTime()+(day-1+n)*864e5);turn(n<0?-1:1,target.getUTCDate())}
});
if(/[?&]at=/.test(location.search)){var want=+(/[?&]at=(\d+)/.exec(location.search)||[])[1];var found=days[want-1];if(found)go(found);if(live)live.textContent=(d.getElementById("month")||{}).textContent||""}}
})();
