using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Calendars;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Users.Export;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.OpenApi;
using BookingEngine.Tests.Functions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Tests.Docs;

/// <summary>The API document is complete and matches the code.</summary>
public sealed partial class ApiDocumentTests
{
    private const string Command =
        "dotnet run --project src/BookingEngine.LocalHost -- openapi --output src/BookingEngine.Functions/Docs/openapi.json";

    private static string Written { get; } = DocumentWriter.Write();

    private static JsonNode Document { get; } = JsonNode.Parse(Written)!;

    [Fact]
    public void The_embedded_document_equals_the_generated_one() => Assert.True(
        Encoding.UTF8.GetString(DocsFile.Decompress(ApiDocument.File.Gzip)) == Written,
        $"The API has changed. Write its document again and look at what changed in it: {Command}");

    [Fact]
    public void Only_pages_and_the_catch_all_are_undocumented() => Assert.Equal(
        [
            "BrandLogoGet", "Docs", "DocsAsset", "DocsOpenApi", "DocsRedoc", "FeedsGet",
            .. PageFunctions.All,
            "ZUnmatched",
        ],
        FoundFunction.All.Where(f => f.Trigger is HttpTriggerAttribute && DocumentedFunction.All.All(d => d.Type != f.Method.DeclaringType)).Select(f => f.Name));

    [Fact]
    public void Every_operation_has_a_summary_description_and_examples() => Assert.All(DocumentedFunction.All, f =>
    {
        Assert.InRange(f.Operation.Summary.Length, 5, 60);
        Assert.NotEmpty(f.Operation.Description);
        Assert.True(f.Operation.Success is { View: null } or { Examples.Count: > 0 }, $"{f.Id} has no example of its answer.");
        Assert.True(f.Operation.Body is null or { MediaType: "image/*" } or { Example.Count: > 0 }, $"{f.Id} has no example of its body.");
    });

    [Fact]
    public void Every_operation_lists_its_error_codes() => Assert.All(DocumentedFunction.All, f =>
    {
        var codes = f.Problems.Select(p => p.Code).ToList();
        Assert.Distinct(codes);
        Assert.Contains("internal_error", codes);
        Assert.True(f.Operation is { Body: null or { MediaType: "image/*" }, Query: [] } || codes.Contains("invalid_fields"), $"{f.Id} refuses nothing.");
    });

    [Fact]
    public void Every_route_value_is_described() => Assert.All(DocumentedFunction.All, f => Assert.Equal(
        f.Path.Split('/').Where(s => s.StartsWith('{')),
        [.. f.Operation.IdOf is null ? Array.Empty<string>() : ["{id}"], .. f.Operation.PathValues.Select(field => $"{{{field.Name}}}")]));

    [Fact]
    public void Every_request_field_is_described() => Assert.All(
        DocumentedFunction.All.SelectMany(f => f.Operation.Query.Concat(f.Operation.Body?.Fields ?? [])), field => Assert.NotEmpty(field.Description!));

    [Fact]
    public void Every_answer_type_is_in_the_document() => Assert.Equal(
        ViewJson.Contexts.SelectMany(c => c.GetType().GetCustomAttributesData()).Where(a => a.AttributeType.Name == "JsonSerializableAttribute")
            .Select(a => (Type)a.ConstructorArguments[0].Value!)
            .Except([typeof(BookingListView), typeof(AvailabilityView), typeof(GuestExportView)]) // a page without its cursor, days without refused starts, the file of a page
            .Where(view => Document["components"]!["schemas"]![ViewSchemas.NameOf(view)] is null),
        []);

    [Fact]
    public void A_problem_has_the_described_members()
    {
        var full = RequestProblems.InvalidField("a", "is wrong") with { Error = "invalid_request", Bookings = [new BookingSpan(default, default, default)], NextStarts = [default], Reasons = [new(default, "taken")] };
        Assert.Equal(
            Document["components"]!["schemas"]![ProblemSchema.Name]!["properties"]!.AsObject().Select(p => p.Key).Order(),
            ((JsonObject)ProblemSchema.ExampleOf(full)).Select(p => p.Key).Order());
    }

    [Fact]
    public void The_document_names_no_product_and_no_host()
    {
        var text = Document.ToJsonString();
        Assert.DoesNotContain("Booking Engine", text, StringComparison.OrdinalIgnoreCase);
        var others = Examples().Replace(text, "");
        Assert.DoesNotContain("://", others, StringComparison.Ordinal);
    }

    // Example.com is nobody's (RFC 2606).
    [GeneratedRegex(@"otpauth://totp/|https://(calendar|hooks)\.example\.com")]
    private static partial Regex Examples();
}
