(function(){
"use strict";
if(!window.customElements||customElements.get("booking-page"))return;
var own=document.currentScript?new URL(document.currentScript.src).origin:location.origin;
function address(el){
var u=new URL(own+"/book"+(el.getAttribute("service")?"/"+encodeURIComponent(el.getAttribute("service")):""));
if(el.getAttribute("with"))u.searchParams.set("with",el.getAttribute("with"));
return u}
function frame(el){
var f=document.createElement("iframe"),u=address(el);
u.searchParams.set("origin",location.origin);
f.title=el.getAttribute("label")||"Booking";f.src=u.href;f.setAttribute("scrolling","no");f.style.cssText="display:block;width:100%;border:0;height:640px;color-scheme:auto";
window.addEventListener("message",function(e){
if(e.source!==f.contentWindow||e.origin!==own||!e.data||typeof e.data.type!=="string")return;
if(e.data.type==="booking-height"&&isFinite(e.data.height))f.style.height=Math.max(200,Math.min(4000,e.data.height))+"px";
else if(e.data.type==="booking-step"){if(f.isConnected&&f.started&&f.getBoundingClientRect().top<0)f.scrollIntoView();f.started=true}
else if(e.data.type==="booked"&&/^[0-9a-f-]{36}$/i.test(e.data.id))el.dispatchEvent(new CustomEvent("booked",{bubbles:true,detail:{id:e.data.id}}));
else if(e.data.type==="booking-close"&&el.dialog)el.dialog.close()});
return f}
function link(el){var a=document.createElement("a");a.href=address(el).href;a.target="_blank";a.rel="noopener";a.textContent=el.getAttribute("label")||"Book";return a}
customElements.define("booking-page",class extends HTMLElement{
connectedCallback(){
if(this.shown)return;this.shown=true;
var el=this,mode=this.getAttribute("mode")||"inline";
if(mode==="link"||(mode==="button"&&!window.HTMLDialogElement)){this.append(link(this));return}
if(mode==="button"){
var b=document.createElement("button"),d=el.dialog=document.createElement("dialog"),c=document.createElement("button");
b.type=c.type="button";b.textContent=el.getAttribute("label")||"Book";c.textContent="\u00d7";c.setAttribute("aria-label",el.getAttribute("close-label")||"Close");
d.style.cssText="width:min(56rem,100%);max-width:100%;max-height:100%;padding:0;border:0;border-radius:16px";
c.style.cssText="position:absolute;inset-block-start:8px;inset-inline-end:8px;width:44px;height:44px;font:inherit;font-size:1.5rem;border:0;border-radius:50%;background:transparent;color:inherit;cursor:pointer;z-index:1";
d.setAttribute("aria-label",b.textContent);d.append(c);
c.addEventListener("click",function(){d.close()});
b.addEventListener("click",function(){if(!d.frame)d.append(d.frame=frame(el));d.showModal()});
el.append(b,d);return}
this.append(frame(this))
}});
})();
