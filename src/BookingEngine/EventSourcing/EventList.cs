using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.EventSourcing;

/// <summary>Several events of one type in one commit, stored as one: the members that are the same in all of them once, the others for each. The stored
/// name says how many there are. In the stream, each has a version of its own.</summary>
internal static class EventList
{
    private const char BeforeCount = '*';

    /// <summary>The number of events that are stored under a name: 1 for a single one.</summary>
    public static int CountOf(string name) => name.LastIndexOf(BeforeCount) is var at && at < 0
        ? 1
        : int.Parse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The name of the type.</summary>
    public static string TypeOf(string name) => name.LastIndexOf(BeforeCount) is var at && at < 0 ? name : name[..at];

    /// <param name="events">Two or more of the type.</param>
    public static EventData Write(string type, IReadOnlyList<IDomainEvent> events, JsonTypeInfo json)
    {
        JsonObject[] each = [.. events.Select(e => JsonSerializer.SerializeToNode(e, json)!.AsObject())];
        var all = new JsonObject();
        foreach (var (name, value) in each[0].ToList())
        {
            if (each.All(e => e.TryGetPropertyValue(name, out var other) && JsonNode.DeepEquals(value, other)))
            {
                all[name] = value?.DeepClone();
                Array.ForEach(each, e => e.Remove(name));
            }
        }

        var list = new JsonObject { ["all"] = all, ["each"] = new JsonArray([.. each]) };
        return new EventData(string.Create(CultureInfo.InvariantCulture, $"{type}{BeforeCount}{events.Count}"), list.ToJsonString(json.Options));
    }

    /// <param name="read">Reads one event.</param>
    /// <param name="only">The place of the only event to read; null for all.</param>
    public static IEnumerable<T> Read<T>(EventData stored, Func<string, T> read, int? only = null)
    {
        using var document = JsonDocument.Parse(stored.Json);
        var (all, each) = (document.RootElement.GetProperty("all"), document.RootElement.GetProperty("each"));
        if (each.GetArrayLength() != stored.Count)
        {
            throw new JsonException($"The list {stored.Type} has {each.GetArrayLength()} events.");
        }

        return only is { } place ? [read(Merge(all, each[place]))] : [.. each.EnumerateArray().Select(own => read(Merge(all, own)))];
    }

    private static string Merge(JsonElement all, JsonElement own)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in all.EnumerateObject().Concat(own.EnumerateObject()))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
