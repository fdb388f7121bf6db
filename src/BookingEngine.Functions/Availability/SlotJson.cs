using System.Buffers;
using System.Text.Json;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>Writes slots that take one resource. What follows a slot's times is nearly always the same as for the slot before, so it is copied.</summary>
internal sealed class SlotJson(DateTimeZone zone)
{
    private static readonly int Longest = StartMember.Length + EndMember.Length + (2 * Rfc3339.MaximumLength);
    private readonly InstantWriter _times = new(zone);
    private readonly ArrayBufferWriter<byte> _rest = new();
    private byte[] _bytes = [];
    private OfferedSlot _last;

    private static ReadOnlySpan<byte> StartMember => "{\"start\":\""u8;

    private static ReadOnlySpan<byte> EndMember => "\",\"end\":\""u8;

    public void Write(Utf8JsonWriter json, in OfferedSlot slot)
    {
        if (_rest.WrittenCount == 0 || slot.PlacesLeft != _last.PlacesLeft || slot.ResourceIds != _last.ResourceIds)
        {
            WriteRest(slot);
        }

        var length = Add(StartMember, 0);
        length += _times.Write(slot.StartTicks, _bytes.AsSpan(length));
        length = Add(EndMember, length);
        length += _times.Write(slot.EndTicks, _bytes.AsSpan(length));
        length = Add(_rest.WrittenSpan, length);
        json.WriteRawValue(_bytes.AsSpan(0, length), skipInputValidation: true);
    }

    private void WriteRest(in OfferedSlot slot)
    {
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
        if (_bytes.Length < Longest + _rest.WrittenCount)
        {
            _bytes = new byte[Longest + _rest.WrittenCount];
        }
    }

    private int Add(ReadOnlySpan<byte> bytes, int at)
    {
        bytes.CopyTo(_bytes.AsSpan(at));
        return at + bytes.Length;
    }
}
