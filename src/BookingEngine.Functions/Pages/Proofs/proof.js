(function(){
"use strict";
if(!window.crypto||!crypto.subtle)return;
function bytes(hex){var b=new Uint8Array(hex.length/2);for(var i=0;i<b.length;i++)b[i]=parseInt(hex.substr(2*i,2),16);return b}
function hex(b){return Array.prototype.map.call(b,function(x){return(x+256).toString(16).slice(1)}).join("")}
function solve(challenge){
var p=challenge.parameters,nonce=bytes(p.nonce),salt=bytes(p.salt),password=new Uint8Array(nonce.length+4),view=new DataView(password.buffer),began=Date.now();
password.set(nonce);
function attempt(n){
view.setUint32(nonce.length,n);
return crypto.subtle.importKey("raw",password,"PBKDF2",false,["deriveBits"]).then(function(key){
return crypto.subtle.deriveBits({name:"PBKDF2",hash:"SHA-256",salt:salt,iterations:p.cost},key,8*p.keyLength)}).then(function(bits){
var key=hex(new Uint8Array(bits));
return key.indexOf(p.keyPrefix)===0?btoa(JSON.stringify({challenge:challenge,solution:{counter:n,derivedKey:key,time:Date.now()-began}})):attempt(n+1)})}
return attempt(0)}
var turn=Promise.resolve();
Array.prototype.forEach.call(document.querySelectorAll("input[data-challenge]"),function(input){
var over=false;
turn=turn.then(function(){return solve(JSON.parse(input.getAttribute("data-challenge")))}).then(function(proof){input.value=proof},function(){}).then(function(){over=true});
var mine=turn;
input.form.addEventListener("submit",function(e){
if(over)return;
e.preventDefault();e.stopImmediatePropagation();
var form=input.form,button=e.submitter;
mine.then(function(){form.requestSubmit?form.requestSubmit(button):form.submit()})},true)})
})();
