namespace BookingEngine.Functions.Docs;

/// <summary>The API's description in OpenAPI 3.1. It is made from the code by the local host's command <c>openapi</c> and embedded in
/// both hosts; a test compares the two.</summary>
public static class ApiDocument
{
    /// <summary>What the document and the pages that show it are called.</summary>
    public const string Title = "Booking API";

    public const string Version = "1.0.0";

    private static readonly Lazy<DocsFile> Embedded = new(() => DocsFile.Of("openapi.json", EmbeddedFiles.Bytes("openapi.json"), "application/json"));

    public static DocsFile File => Embedded.Value;
}
