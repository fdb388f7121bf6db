using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars;

/// <summary>A move of a booking to another calendar. It may be incomplete after a crash.</summary>
/// <param name="To">The target resource.</param>
public sealed record Transfer(MoveId MoveId, BookingId BookingId, ResourceId To)
{
    public string ToJson() => JsonSerializer.Serialize(this, TransferJson.Stored.Transfer);

    public static Transfer Parse(string message) => JsonSerializer.Deserialize(message, TransferJson.Stored.Transfer)!;
}

[JsonSerializable(typeof(Transfer))]
internal sealed partial class TransferJson : JsonSerializerContext
{
    public static TransferJson Stored { get; } = new(StoredJson.NewOptions());
}
