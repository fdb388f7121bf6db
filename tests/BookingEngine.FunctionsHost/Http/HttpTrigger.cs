using BookingEngine.FunctionsHost.Protocol;
using BookingEngine.FunctionsHost.Worker;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace BookingEngine.FunctionsHost.Http;

/// <summary>Invokes HTTP functions. It forwards the request to the worker, which matches it with the invocation by a header.</summary>
internal sealed class HttpTrigger(FunctionWorker worker, Invoker invoker, IHttpForwarder forwarder)
{
    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private static readonly HttpMessageInvoker Client = new(
        new ConnectRetryHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }));

    public async Task InvokeAsync(LoadedFunction function, HttpContext http)
    {
        var started = TimeProvider.System.GetTimestamp();
        var metadata = await HttpTriggerData.ReadAsync(http.Request, http.GetRouteData().Values);
        Invocation invocation = new(function, new() { Http = new RpcHttp() }, metadata);

        // Added, not replaced, like on the Functions host: a client that sends this header itself keeps its value, and its request is never matched.
        http.Request.Headers.TryAdd("x-ms-invocation-id", invocation.Id);
        var forwarding = forwarder.SendAsync(http, worker.HttpUri.ToString(), Client, Forwarding).AsTask();
        var error = await worker.InvokeAsync(invocation, http.RequestAborted);
        var forwarded = await forwarding;
        error ??= forwarded == ForwarderError.None ? null : $"forwarding failed: {forwarded}";
        error = http.RequestAborted.IsCancellationRequested ? $"the client left ({error ?? "the function succeeded"})" : error;
        Fail(http, error);
        var took = TimeProvider.System.GetElapsedTime(started);
        invoker.Report(function, $"{http.Request.Method} {http.Request.Path} {http.Response.StatusCode}", took, error);
    }

    // After a failed function the worker leaves an empty 200. The client gets a 500, or an aborted answer if it already has a part.
    private static void Fail(HttpContext http, string? error)
    {
        if (error is null)
        {
            return;
        }

        if (http.Response.HasStarted)
        {
            http.Abort();
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
