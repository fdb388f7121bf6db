using System.Buffers;
using System.Text.Json;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>Writes slots that take one resource. What follows a slot's times is nearly always the same as for the slot before, so it is copied.</summary>
internal sealed class SlotJson(DateTimeZone zone)
{
    // Slots are written together until they are this long.
    private const int BytesAtOnce = 4_096;
    private const int LongestTimes = (2 * Rfc3339.MaximumLength) + 20;
    private readonly InstantWriter _times = new(zone);
    private readonly ArrayBufferWriter<byte> _rest = new();
    private OfferedSlot _last;

    public static bool Writes(in OfferedSlot slot) => slot.Needs.IsDefault && slot.Visit.IsDefault;

    /// <summary>Writes the first of the slots, up to one that it does not write.</summary>
    /// <returns>How many, at least one.</returns>
    public int Write(Utf8JsonWriter json, ReadOnlySpan<OfferedSlot> slots)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(2 * BytesAtOnce);
        var (count, length) = (0, 0);
        for (; count < slots.Length && length < BytesAtOnce && Writes(slots[count]); count++)
        {
            PrepareRest(slots[count]);
            EnsureRoom(ref bytes, length, LongestTimes + _rest.WrittenCount);
            Add(bytes, count == 0 ? "{\"start\":\""u8 : ",{\"start\":\""u8, ref length);
            length += _times.Write(slots[count].StartTicks, bytes.AsSpan(length));
            Add(bytes, "\",\"end\":\""u8, ref length);
            length += _times.Write(slots[count].EndTicks, bytes.AsSpan(length));
            Add(bytes, _rest.WrittenSpan, ref length);
        }

        json.WriteRawValue(bytes.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(bytes);
        return count;
    }

    private void PrepareRest(in OfferedSlot slot)
    {
        if (_rest.WrittenCount > 0 && slot.PlacesLeft == _last.PlacesLeft && slot.ResourceIds == _last.ResourceIds)
        {
            return;
        }

        _last = slot;
        _rest.ResetWrittenCount();
        _rest.Write("\","u8);
        using (var json = new Utf8JsonWriter(_rest, JsonAnswer.Plain))
        {
            json.WriteStartArray("resource_ids"u8);
            foreach (var id in slot.ResourceIds)
            {
                json.WriteStringValue(id.Value);
            }

            json.WriteEndArray();
            json.WriteNumber("places_left"u8, slot.PlacesLeft);
        }

        _rest.Write("}"u8);
    }

    private static void EnsureRoom(ref byte[] bytes, int length, int added)
    {
        if (bytes.Length - length < added)
        {
            var more = ArrayPool<byte>.Shared.Rent(2 * (length + added));
            bytes.AsSpan(0, length).CopyTo(more);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = more;
        }
    }

    private static void Add(byte[] bytes, ReadOnlySpan<byte> added, ref int length)
    {
        added.CopyTo(bytes.AsSpan(length));
        length += added.Length;
    }
}
