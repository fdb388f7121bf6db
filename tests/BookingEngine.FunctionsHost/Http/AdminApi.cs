using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.FunctionsHost.Worker;

namespace BookingEngine.FunctionsHost.Http;

/// <summary>Lists the functions, and runs queue and timer functions by hand.</summary>
internal sealed class AdminApi(string key, FunctionWorker worker, Invoker invoker)
{
    /// <summary>Refuses a request without the host's key, as the Functions host does.</summary>
    public Task AnswerAsync(HttpContext http) => http.Request.Headers["x-functions-key"] == key ? RouteAsync(http) : RefuseAsync(http);

    /// <summary>401 without a body.</summary>
    public static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private Task RouteAsync(HttpContext http)
    {
        string[] path = http.Request.Path.Value!.Trim('/').Split('/');
        var function = path is ["functions", var name] ? Find(name) : null;
        return (http.Request.Method, path) switch
        {
            ("GET", ["host", "status"]) => http.Response.WriteAsJsonAsync(new { state = worker.Exited.IsCompleted ? "Error" : "Running" }),
            ("GET", ["functions"]) => http.Response.WriteAsJsonAsync(worker.Functions.Select(Describe)),
            ("GET", ["functions", _]) when function is not null => http.Response.WriteAsJsonAsync(Describe(function)),
            ("POST", ["functions", _]) when function is not null => RunAsync(http, function),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "There is no such function or page."),
        };
    }

    private LoadedFunction? Find(string name) => worker.Functions.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static object Describe(LoadedFunction function) => new
    {
        name = function.Name,
        scriptFile = function.Metadata.ScriptFile,
        entryPoint = function.Metadata.EntryPoint,
        loadError = function.LoadError,
        bindings = function.Bindings,
    };

    // The Functions host answers 202 at once. This one waits, so that a test sees a failure.
    private async Task RunAsync(HttpContext http, LoadedFunction function)
    {
        if (function.Has("httpTrigger"))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "Call an HTTP function by its route.");
            return;
        }

        if (await InputAsync(http) is not { } input)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, """Send a JSON object such as {"input":"text"}.""");
            return;
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        if (await invoker.RunByHandAsync(function, input, http.RequestAborted) is { } error)
        {
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, error);
        }
    }

    private static async Task<string?> InputAsync(HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body) is JsonObject body ? body["input"]?.ToString() ?? "" : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string error)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error });
    }
}
