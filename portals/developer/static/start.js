// Starts GraphiQL on the address of this page; the schema comes ready-made, see docs/adr/0011.
(function () {
  "use strict";
  var place = document.getElementById("explorer");
  var example = [
    "# 本县的接口。Ctrl-Enter 运行；左边的书是说明。",
    "# This county's API. Ctrl-Enter runs; the book on the left is the documentation.",
    "query WhoAmI {",
    "  me {",
    "    signedIn",
    "    name",
    "  }",
    "}",
    ""
  ].join("\n");

  function json(answer) {
    return answer.json();
  }

  function ask(asked, options) {
    if (asked.operationName === "IntrospectionQuery") {
      return fetch(place.dataset.schema).then(json);
    }
    return fetch(window.location.pathname, {
      method: "POST",
      credentials: "same-origin",
      headers: Object.assign({}, (options || {}).headers, { "Content-Type": "application/json" }),
      body: JSON.stringify(asked)
    }).then(json);
  }

  ReactDOM.createRoot(place).render(
    React.createElement(GraphiQL, {
      fetcher: ask,
      defaultQuery: example,
      shouldPersistHeaders: false,
      inputValueDeprecation: true
    })
  );
})();
