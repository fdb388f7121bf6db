using BookingEngine.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Passes requests to HTTP functions. As in the Functions host, the first route that matches wins, in the order of the functions' names.
/// A more specific route has no priority. The framework's own router takes longer to start than the rest of the server.</summary>
public sealed class HttpRoutes
{
    private readonly Dictionary<string, List<FunctionRoute>> _byFirstSegment = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<FunctionRoute>>.AlternateLookup<ReadOnlySpan<char>> _routes;
    private readonly FunctionRoute _catchAll;

    private HttpRoutes(FunctionInstances instances, IIds ids)
    {
        foreach (var function in FoundFunction.All)
        {
            if (function.Trigger is HttpTriggerAttribute trigger)
            {
                Add(RouteOf(function, trigger, instances, ids));
            }
        }

        _routes = _byFirstSegment.GetAlternateLookup<ReadOnlySpan<char>>();
        _catchAll = _routes["{*path}"].Single();
    }

    /// <summary>Ends the pipeline with the functions.</summary>
    public static void RunIn(WebApplication app)
    {
        var routes = new HttpRoutes(app.Services.GetRequiredService<FunctionInstances>(), app.Services.GetRequiredService<IIds>());
        app.Run(http => routes.Find(http.Request).RunAsync(http));
    }

    private void Add(FunctionRoute route)
    {
        if (!_byFirstSegment.TryGetValue(route.FirstSegment, out var routes))
        {
            _byFirstSegment[route.FirstSegment] = routes = [];
        }

        routes.Add(route);
    }

    // The catch-all accepts every method, also one that it does not list.
    private FunctionRoute Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        Span<Range> segments = stackalloc Range[FunctionRoute.MaximumSegments];
        segments = segments[..FunctionRoute.Split(path, segments)];
        if (segments.Length > 0 && _routes.TryGetValue(path.AsSpan()[segments[0]], out var routes))
        {
            foreach (var route in routes)
            {
                if (route.Matches(request.Method, path, segments))
                {
                    return route;
                }
            }
        }

        return _catchAll;
    }

    private static FunctionRoute RouteOf(FoundFunction function, HttpTriggerAttribute trigger, FunctionInstances instances, IIds ids) =>
        new(trigger.Route!, trigger.Methods!, (route, http) => function.InvokeAsync(
            instances.Of(function), http.Request, new LocalInvocation(ids, http.RequestAborted), name => route.ValueOf(name, http.Request.Path.Value!)));
}
