using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Calendars;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.LocalHost.OpenApi;

namespace BookingEngine.Tests.Docs;

/// <summary>The document says what the code does, and all of it.</summary>
public sealed class ApiDocumentTests
{
    private const string Command =
        "dotnet run --project src/BookingEngine.LocalHost -- openapi --output src/BookingEngine.Functions/Docs/openapi.json";

    private static JsonNode Document { get; } = JsonNode.Parse(OpenApiDocument.Write())!;

    private static IEnumerable<(DocumentedFunction Function, Operation Operation)> Operations =>
        from operation in OperationGroups.All.SelectMany(g => g.Operations)
        join function in DocumentedFunction.All on operation.Function equals function.Type
        select (function, operation);

    [Fact]
    public void The_embedded_document_is_the_one_that_the_code_makes() => Assert.True(
        Encoding.UTF8.GetString(DocsFile.Decompress(ApiDocument.File.Gzip)) == OpenApiDocument.Write(),
        $"The API has changed. Write its document anew and look at what changed in it: {Command}");

    [Fact]
    public void Every_http_function_is_described_or_left_out_on_purpose() => Assert.Equal(
        DocumentedFunction.All.Select(f => f.Type.Name).Distinct().Order(),
        OperationGroups.All.SelectMany(g => g.Operations).Select(o => o.Function).Concat(OperationGroups.LeftOut).Select(t => t.Name).Order());

    [Fact]
    public void Every_operation_has_a_summary_a_description_and_examples() => Assert.All(Operations, o =>
    {
        Assert.InRange(o.Operation.Summary.Length, 5, 60);
        Assert.NotEmpty(o.Operation.Description);
        Assert.True(o.Operation.Answer is { View: null } or { Examples.Count: > 0 }, $"{o.Function.Id} has no example of its answer.");
        Assert.True(o.Operation.Body is null or { Example.Count: > 0 }, $"{o.Function.Id} has no example of its body.");
    });

    [Fact]
    public void Every_operation_lists_the_codes_of_its_errors() => Assert.All(Operations, o =>
    {
        var codes = OperationNode.ProblemsOf(o.Function, o.Operation).Select(p => p.Code).ToList();
        Assert.Distinct(codes);
        Assert.Contains("internal_error", codes);
        Assert.True(o.Operation.Body is null && o.Operation.Parameters.All(p => p.Place == "path") || codes.Contains("invalid_fields"), $"{o.Function.Id} refuses nothing.");
    });

    [Fact]
    public void Every_value_of_a_route_is_described() => Assert.All(Operations, o => Assert.Equal(
        o.Function.Path.Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}')),
        o.Operation.Parameters.Where(p => p.Place == "path").Select(p => p.Name)));

    [Fact]
    public void Every_shape_of_an_answer_is_described() => Assert.Equal(
        ViewJson.Contexts.SelectMany(c => c.GetType().GetCustomAttributesData()).Where(a => a.AttributeType.Name == "JsonSerializableAttribute")
            .Select(a => ((Type)a.ConstructorArguments[0].Value!).Name)
            .Except([nameof(BookingListView), nameof(AvailabilityView)]) // a page without its cursor, days without what is refused
            .Except(OperationGroups.All.SelectMany(g => g.Views).Select(v => v.View.Type.Name)),
        []);

    [Fact]
    public void Every_field_of_a_shape_is_described() => Assert.All(OperationGroups.All.SelectMany(g => g.Views), view => Assert.Equal(
        view.View.Properties.Select(p => p.Name).Order(), view.Fields.Keys.Order()));

    [Fact]
    public void A_problem_has_the_members_that_are_described()
    {
        var full = RequestProblems.InvalidFields(new Dictionary<string, List<string>> { ["a"] = ["is wrong"] }) with { Error = "invalid_request", Bookings = [new BookingSpan(default, default, default)], NextStarts = [default] };
        Assert.Equal(
            ((JsonObject)ProblemSchema.Write()["properties"]!).Select(p => p.Key).Order(),
            ((JsonObject)ProblemSchema.ExampleOf(full)).Select(p => p.Key).Order());
    }

    [Fact]
    public void It_names_no_product_and_no_host()
    {
        var text = Document.ToJsonString();
        Assert.DoesNotContain("Booking Engine", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
    }
}
