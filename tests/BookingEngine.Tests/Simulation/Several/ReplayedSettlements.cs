using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>Planted bug: a participant keeps a time because it was decided so, although the booking was cancelled since.</summary>
internal sealed class ReplayedSettlements
{
    private readonly Dictionary<string, JsonNode> _reserved = [];

    public EventData Alter(EventData written)
    {
        var json = written.Type.StartsWith("time-re", StringComparison.Ordinal) ? JsonNode.Parse(written.Json)! : null;
        if (written.Type == "time-reserved.v1")
        {
            _reserved[(string)json!["decision_id"]!] = json;
        }

        return written.Type == "time-released.v1" && (string?)json!["status"] == "cancelled" && _reserved.TryGetValue((string)json["decision_id"]!, out var reserved)
            ? new EventData("time-kept.v1", KeptOf(reserved)) : written;
    }

    private static string KeptOf(JsonNode reserved)
    {
        string[] same = ["decision_id", "booking_id", "lead", "user_id", "service_id", "status"];
        var kept = new JsonObject(same.Select(name => KeyValuePair.Create(name, reserved[name]?.DeepClone())));
        kept["start"] = reserved["time"]!["start"]!.DeepClone();
        return kept.ToJsonString();
    }
}
