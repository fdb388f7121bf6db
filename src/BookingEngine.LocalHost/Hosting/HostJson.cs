using System.Text.Json.Nodes;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>What <c>host.json</c> says of queues: this host keeps to the same numbers as the Functions host.</summary>
public sealed record QueueSettings(int BatchSize, int MaximumDequeueCount, TimeSpan RetryAfter)
{
    public static QueueSettings Read()
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!["extensions"]!["queues"]!;
        return new QueueSettings(
            (int)json["batchSize"]!, (int)json["maxDequeueCount"]!,
            TimeSpan.Parse((string)json["visibilityTimeout"]!, System.Globalization.CultureInfo.InvariantCulture));
    }
}
