using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Docs;

/// <summary>The OpenAPI 3.1 document. The local host's command <c>openapi</c> generates it from the code. A test checks that it is
/// up to date.</summary>
public static class ApiDocument
{
    /// <summary>The title of the document and of its pages.</summary>
    public const string Title = "Booking API";

    public const string Version = "1.0.0";

    private static readonly Lazy<DocsFile> Embedded = new(() => DocsFile.Of("openapi.json", EmbeddedFiles.Bytes("openapi.json"), "application/json"));

    /// <summary>The document with its neutral title.</summary>
    public static DocsFile File => Embedded.Value;

    /// <summary>The document of a deployment.</summary>
    /// <param name="title">Its title.</param>
    public static DocsFile Titled(string title)
    {
        if (title == Title)
        {
            return File;
        }

        var json = Encoding.UTF8.GetString(EmbeddedFiles.Bytes("openapi.json"));
        var at = json.IndexOf(Quoted(Title), StringComparison.Ordinal); // the first text of the document
        return DocsFile.Of("openapi.json", Encoding.UTF8.GetBytes(json[..at] + Quoted(title) + json[(at + Quoted(Title).Length)..]), "application/json");
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, DocsJson.Default.String);
}

[JsonSerializable(typeof(string))]
internal sealed partial class DocsJson : JsonSerializerContext;
