using System.Net;
using System.Text.Json.Nodes;
using BookingEngine.FunctionsHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Yarp.ReverseProxy.Forwarder;
using Route = Microsoft.AspNetCore.Routing.Route;

namespace BookingEngine.FunctionsHost.Http;

/// <summary>The server for clients: the routes of the HTTP functions, and <c>/admin</c>.</summary>
internal sealed class HttpFront(RunOptions options, HostJson hostJson, FunctionWorker worker, Invoker invoker)
{
    private const long MaximumBody = 104_857_600; // the limit of the Functions host

    public WebApplication Build()
    {
        var builder = WebServer.CreateBuilder(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaximumBody;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddHttpForwarder();
        var front = builder.Build();
        AdminApi admin = new(options.AdminKey, worker, invoker);
        front.Map("/admin", path => path.Run(admin.AnswerAsync));
        front.Map("/runtime", path => path.Run(AdminApi.RefuseAsync));
        front.UseRouter(Routes(front));
        return front;
    }

    // Like the Functions host: the first matching route wins, in the order of function names. A route with another method does not match.
    private IRouter Routes(WebApplication front)
    {
        var resolver = front.Services.GetRequiredService<IInlineConstraintResolver>();
        HttpTrigger trigger = new(worker, invoker, front.Services.GetRequiredService<IHttpForwarder>());
        RouteBuilder routes = new(front);
        foreach (var function in worker.Functions.Where(f => f.Has("httpTrigger")))
        {
            RouteHandler handler = new(http => trigger.InvokeAsync(function, http));
            routes.Routes.Add(new Route(handler, function.Name, TemplateOf(function), null, ConstraintsOf(function), null, resolver));
        }

        return routes.Build();
    }

    private string TemplateOf(LoadedFunction function)
    {
        var route = function.TriggerText("route") is { Length: > 0 } given ? given : function.Name;
        return hostJson.RoutePrefix.Length == 0 ? route : $"{hostJson.RoutePrefix}/{route}";
    }

    private static Dictionary<string, object> ConstraintsOf(LoadedFunction function)
    {
        string[] methods = [.. (function.Trigger["methods"] as JsonArray ?? []).Select(m => m!.ToString())];
        return methods.Length == 0 ? [] : new() { ["httpMethod"] = new HttpMethodRouteConstraint(methods) };
    }
}
