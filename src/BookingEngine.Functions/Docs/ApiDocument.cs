namespace BookingEngine.Functions.Docs;

/// <summary>The OpenAPI 3.1 document. The local host's command <c>openapi</c> generates it from the code. A test checks that it is
/// up to date.</summary>
public static class ApiDocument
{
    /// <summary>The title of the document and of its pages.</summary>
    public const string Title = "Booking API";

    public const string Version = "1.0.0";

    private static readonly Lazy<DocsFile> Embedded = new(() => DocsFile.Of("openapi.json", EmbeddedFiles.Bytes("openapi.json"), "application/json"));

    public static DocsFile File => Embedded.Value;
}
