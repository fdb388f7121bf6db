using System.Text.Json.Nodes;
using BookingEngine.Functions.Http;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.OpenApi;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Tests.Functions;

/// <summary>Every request reaches its function on both hosts, and every route is documented.</summary>
public sealed class RouteOrderTests
{
    private static readonly JsonObject Paths = JsonNode.Parse(DocumentWriter.Write())!["paths"]!.AsObject();

    private static IEnumerable<(FoundFunction Function, HttpTriggerAttribute Trigger)> Http =>
        FoundFunction.All.Where(f => f.Trigger is HttpTriggerAttribute).Select(f => (f, (HttpTriggerAttribute)f.Trigger));

    [Fact]
    public void No_function_shadows_the_requests_of_another() =>
        Assert.Empty(RouteShadows.Among([.. Http.Select(f => new HostRoute(f.Function.Name, f.Trigger.Route!, [.. f.Trigger.Methods!]))]));

    [Theory]
    [InlineData("things/{id}", "things/summary", "A takes GET things/summary from B")]
    [InlineData("things/{id}", "things/{other}", "A takes GET things/{other} from B")]
    [InlineData("things/{id}", "things/{id:guid}", "A takes GET things/{id:guid} from B")]
    [InlineData("Things", "things", "A takes GET things from B")]
    [InlineData("{*path}", "things", "A takes GET things from B")]
    public void A_shadowed_route_is_found(string first, string second, string found) =>
        Assert.Equal([found], RouteShadows.Among([new("A", first, "get"), new("B", second, "get", "head")]));

    [Theory]
    [InlineData("things/{id:guid}", "things/summary")]
    [InlineData("things/{id:guid}", "things/{name}")]
    [InlineData("things/summary", "things/{id}")]
    [InlineData("things/{id}", "things/{id}/history")]
    [InlineData("things", "{*path}")]
    public void Routes_without_common_requests_are_not_reported(string first, string second) =>
        Assert.Empty(RouteShadows.Among([new("A", first, "get"), new("B", second, "get")]));

    [Fact]
    public void Two_functions_may_share_a_route_with_different_methods() =>
        Assert.Empty(RouteShadows.Among([new("A", "things", "get"), new("B", "things", "post")]));

    // HEAD belongs to GET, and pages are not part of the API.
    [Fact]
    public void The_document_describes_the_route_table()
    {
        var leftOut = Http.Where(f => DocumentedFunction.All.All(d => d.Type != f.Function.Method.DeclaringType)).SelectMany(f => Lines(f.Trigger.Route!, f.Trigger.Methods!));
        Assert.Equal(
            RouteTable.Routes.SelectMany(r => Lines(r.Template, r.Methods)).Except(leftOut).Order(),
            Paths.SelectMany(p => p.Value!.AsObject().Where(m => m.Key is not "parameters").Select(m => $"{m.Key.ToUpperInvariant()} {p.Key}")).Order());
    }

    private static IEnumerable<string> Lines(string template, IEnumerable<string> methods) =>
        methods.Select(m => m.ToUpperInvariant()).Where(m => m != "HEAD").Select(m => $"{m} /{template.Replace(":guid}", "}", StringComparison.Ordinal)}");
}
