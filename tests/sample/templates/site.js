/* What the invented sites' own script does on load: ask for consent and note that scripts run. */
(function () {
  document.documentElement.className += " js";
  var text = document.body.getAttribute("data-consent");
  if (!text) { return; }
  var box = document.createElement("div");
  box.id = "consent-banner";
  box.className = "consent-banner";
  box.setAttribute("role", "dialog");
  box.innerHTML = "<h2>Your privacy</h2><p></p><button>Accept all</button> <button>Reject</button> <a href=\"#\">Manage options</a>";
  box.querySelector("p").textContent = text;
  document.body.appendChild(box);
})();
