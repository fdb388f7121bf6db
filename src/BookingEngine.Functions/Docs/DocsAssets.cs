using System.Text;
using Swashbuckle.AspNetCore.ReDoc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace BookingEngine.Functions.Docs;

/// <summary>The scripts, styles and images of the documentation pages. Each is read on its first request.</summary>
public static class DocsAssets
{
    private const string SwaggerUi = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";
    private const string Redoc = "Swashbuckle.AspNetCore.ReDoc.node_modules.redoc.bundles.redoc.standalone.js";

    // Redoc 2 loads its vendor's logo from another host. An empty image hides it.
    private const string RedocLogo = "https://cdn.redoc.ly/redoc/logo-mini.svg";
    private const string NoImage = "data:,";

    private static readonly Dictionary<string, Lazy<DocsFile>> Files = new()
    {
        ["docs.css"] = new(() => Own("docs.css")),
        ["docs.js"] = new(() => Own("docs.js")),
        ["icon.svg"] = new(() => Own("icon.svg")),
        ["redoc.js"] = new(() => Own("redoc.js")),
        ["redoc.standalone.js"] = new(ReadRedoc),
        ["swagger-ui-bundle.js"] = new(() => OfSwaggerUi("swagger-ui-bundle.js")),
        ["swagger-ui.css"] = new(() => OfSwaggerUi("swagger-ui.css")),
    };

    public static IReadOnlyCollection<string> Names => Files.Keys;

    /// <summary>The asset's path, for links in pages.</summary>
    public static string PathOf(string name) => $"/docs/assets/{Files[name].Value.Name}";

    /// <summary>The asset with this name and hash. Null if there is none.</summary>
    public static DocsFile? Find(string hashedName)
    {
        var name = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(hashedName)) + Path.GetExtension(hashedName);
        return Files.GetValueOrDefault(name) is { } file && file.Value.Name == hashedName ? file.Value : null;
    }

    private static DocsFile Own(string name) => DocsFile.Of(name, EmbeddedFiles.Bytes(name), TypeOf(name));

    private static DocsFile OfSwaggerUi(string name) =>
        DocsFile.OfGzip(name, EmbeddedFiles.Bytes(typeof(SwaggerUIOptions), SwaggerUi + name), TypeOf(name));

    private static DocsFile ReadRedoc()
    {
        var script = Encoding.UTF8.GetString(DocsFile.Decompress(EmbeddedFiles.Bytes(typeof(ReDocOptions), Redoc)));
        var edited = script.Replace(RedocLogo, NoImage, StringComparison.Ordinal);
        return DocsFile.Of("redoc.standalone.js", Encoding.UTF8.GetBytes(edited), TypeOf("redoc.standalone.js"));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };
}
