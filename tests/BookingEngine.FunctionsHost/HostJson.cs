using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.FunctionsHost.Queues;

namespace BookingEngine.FunctionsHost;

/// <summary>The settings in <c>host.json</c>, with the Functions host's defaults.</summary>
internal sealed record HostJson(string RoutePrefix, QueueSettings Queues)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static HostJson Read(RunOptions options)
    {
        var extensions = JsonNode.Parse(File.ReadAllText(Path.Combine(options.AppFolder, "host.json")), null, Lenient)!["extensions"];
        var queues = QueueSettings.Read(extensions?["queues"]);
        return new HostJson(
            extensions?["http"]?["routePrefix"]?.GetValue<string>() ?? "api",
            queues with { VisibilityTimeout = options.QueueVisibility ?? queues.VisibilityTimeout });
    }
}
