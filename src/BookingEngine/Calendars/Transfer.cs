using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars;

/// <summary>A move that may have been left half done.</summary>
/// <param name="To">The resource that it leads to.</param>
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
