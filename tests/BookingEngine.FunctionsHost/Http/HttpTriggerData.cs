using System.Text.Json;
using BookingEngine.FunctionsHost.Protocol;
using BookingEngine.FunctionsHost.Worker;
using Microsoft.AspNetCore.Routing;

namespace BookingEngine.FunctionsHost.Http;

/// <summary>The values that the Functions host binds from an HTTP request: members of a JSON body, then the query, then the route. Later ones
/// win.</summary>
internal static class HttpTriggerData
{
    /// <summary>Buffers a body of known length, like the Functions host, and leaves others unread.</summary>
    public static async Task<Dictionary<string, TypedData>> ReadAsync(HttpRequest request, RouteValueDictionary route)
    {
        Dictionary<string, TypedData> data = new(StringComparer.OrdinalIgnoreCase);
        if (request.ContentLength > 0)
        {
            request.EnableBuffering();
            using StreamReader reader = new(request.Body, leaveOpen: true);
            BindingData.AddJsonMembers(data, await reader.ReadToEndAsync());
            request.Body.Position = 0;
        }

        foreach (var (name, value) in request.Query.Where(q => !q.Key.Equals("code", StringComparison.OrdinalIgnoreCase)))
        {
            data[name] = new() { String = value[^1] ?? "" };
        }

        foreach (var (name, value) in route.Where(r => r.Value is not null))
        {
            data[name] = new() { String = value!.ToString() };
        }

        data.TryAdd("Query", Json(request.Query.ToDictionary(q => q.Key, q => q.Value[^1])));
        data.TryAdd("Headers", Json(request.Headers.ToDictionary(h => h.Key, h => (string?)h.Value.ToString())));
        return data;
    }

    private static TypedData Json(IReadOnlyDictionary<string, string?> pairs) => new() { Json = JsonSerializer.Serialize(pairs) };
}
