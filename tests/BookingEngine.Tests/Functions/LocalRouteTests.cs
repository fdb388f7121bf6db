using BookingEngine.Functions.Http;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Tests.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Functions;

/// <summary>How the local host finds the function of a request, compared with the framework's router, which the Functions host uses.</summary>
public sealed class LocalRouteTests
{
    private static readonly string[] Pieces = ["bookings", "Bookings", "users", "me", "7", "a b", "%2F", "ä", "", "", "history", "x.y", "{id}"];

    private static IEnumerable<HttpTriggerAttribute> Triggers => FoundFunction.All.Select(f => f.Trigger).OfType<HttpTriggerAttribute>();

    [Fact]
    public void A_route_matches_what_the_framework_matches_with_the_same_values()
    {
        var random = new Random(1);
        var (routes, matched) = (Triggers.Select(t => t.Route!).Where(r => r[1] != '*').Distinct().ToArray(), 0);
        for (var n = 0; n < 20_000; n++)
        {
            var template = routes[random.Next(routes.Length)];
            var path = PathFor(template, random);
            var (expected, values) = Framework(template, path);
            var (isMatch, found) = Own(template, path, values.Keys);
            Assert.Equal((template, path, expected), (template, path, isMatch));
            IEnumerable<string?> wanted = isMatch ? values.Select(v => (string?)v.Value) : [];
            Assert.Equal(wanted, found);
            matched += isMatch ? 1 : 0;
        }

        Assert.InRange(matched, 5_000, 15_000);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("get", true)]
    [InlineData("PUT", false)]
    public void A_route_accepts_its_methods_in_any_case(string method, bool isAccepted)
    {
        Span<Range> segments = stackalloc Range[FunctionRoute.MaximumSegments];
        var count = FunctionRoute.Split("/things", segments);
        Assert.Equal(isAccepted, new FunctionRoute("things", ["get", "head"], (_, _) => Task.CompletedTask).Matches(method, "/things", segments[..count]));
    }

    [Fact]
    public void No_route_has_too_many_segments() =>
        Assert.All(Triggers, t => Assert.InRange(t.Route!.Split('/').Length, 1, FunctionRoute.MaximumSegments - 1));

    // The local host looks only into classes with such a name.
    [Fact]
    public void Every_class_with_a_function_is_named_as_one() => Assert.Equal(
        typeof(IHttpFunction).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .Where(m => m.IsDefined(typeof(FunctionAttribute), false)).Select(m => m.DeclaringType!.FullName).Order(),
        FoundFunction.All.Select(f => f.Method.DeclaringType!.FullName).Order());

    // The local host creates them when they are first used, so that its start does not notice what one of them lacks.
    [Fact]
    public async Task Every_function_can_be_created()
    {
        await using var api = new RunningApiScope();
        var instances = (await api.StartAsync()).GetRequiredService<FunctionInstances>();
        Assert.All(FoundFunction.All, f => Assert.IsType(f.Method.DeclaringType!, instances.Of(f)));
    }

    private static string PathFor(string template, Random random)
    {
        var segments = template.Split('/').Select(s => s[0] == '{' || random.Next(12) == 0 ? Pieces[random.Next(Pieces.Length)] : s).ToList();
        if (random.Next(8) == 0)
        {
            segments.Insert(random.Next(segments.Count + 1), Pieces[random.Next(Pieces.Length)]);
        }

        // The framework's two routers differ about several slashes at the end.
        return "/" + string.Join('/', segments).TrimEnd('/') + (random.Next(4) == 0 ? "/" : "");
    }

    private static (bool IsMatch, RouteValueDictionary Values) Framework(string template, string path)
    {
        var values = new RouteValueDictionary();
        return (new TemplateMatcher(TemplateParser.Parse(template), []).TryMatch(new PathString(path), values), values);
    }

    private static (bool IsMatch, IEnumerable<string?> Values) Own(string template, string path, IEnumerable<string> names)
    {
        var route = new FunctionRoute(template, ["GET"], (_, _) => Task.CompletedTask);
        Span<Range> segments = stackalloc Range[FunctionRoute.MaximumSegments];
        var isMatch = route.Matches("GET", path, segments[..FunctionRoute.Split(path, segments)]);
        return (isMatch, isMatch ? [.. names.Select(name => route.ValueOf(name, path))] : []);
    }

    private sealed class RunningApiScope : IAsyncDisposable
    {
        private readonly RunningApi _api = new() { HasTimer = false };

        public async Task<IServiceProvider> StartAsync()
        {
            await _api.InitializeAsync();
            return _api.Services;
        }

        public async ValueTask DisposeAsync()
        {
            await _api.DisposeAsync();
            _api.Dispose();
        }
    }
}
