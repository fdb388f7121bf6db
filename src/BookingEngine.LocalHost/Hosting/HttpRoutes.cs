using BookingEngine.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Maps HTTP functions. As in the Functions host, the first route that matches wins, in the order of the functions' names.
/// A more specific route has no priority.</summary>
public static class HttpRoutes
{
    public static void MapFunctions(this IEndpointRouteBuilder routes)
    {
        var instances = routes.ServiceProvider.GetRequiredService<FunctionInstances>();
        var ids = routes.ServiceProvider.GetRequiredService<IIds>();
        var order = 0;
        foreach (var function in FoundFunction.All)
        {
            if (function.Trigger is HttpTriggerAttribute trigger)
            {
                var (instance, place) = (instances.Of(function), order++);
                Map(routes, trigger, http => InvokeAsync(function, instance, http, ids)).WithOrder(place);
            }
        }
    }

    // The catch-all accepts every method. For a method that it does not list, the router would answer without a problem document.
    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, HttpTriggerAttribute trigger, RequestDelegate invoke) =>
        trigger.Route!.StartsWith("{*", StringComparison.Ordinal)
            ? routes.Map(trigger.Route, invoke)
            : routes.MapMethods(trigger.Route, trigger.Methods!.Select(m => m.ToUpperInvariant()), invoke);

    private static Task InvokeAsync(FoundFunction function, object instance, HttpContext http, IIds ids) => function.InvokeAsync(
        instance, http.Request, new LocalInvocation(ids, http.RequestAborted), name => http.GetRouteValue(name)?.ToString());
}

file static class Ordering
{
    public static void WithOrder(this IEndpointConventionBuilder endpoint, int order) =>
        endpoint.Add(builder => ((RouteEndpointBuilder)builder).Order = order);
}
