using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Users;

[JsonConverter(typeof(GuidIdJsonConverter<UserId>))]
public readonly record struct UserId(Guid Value) : IGuidId<UserId>
{
    public StreamName Stream => StreamName.Of(User.Category, ToString());

    public static UserId Of(Guid value) => new(value);

    /// <summary>A version-8 GUID of a keyed hash: only the deployment can derive it.</summary>
    public static UserId OfHash(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..bytes.Length].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new UserId(new Guid(bytes, bigEndian: true));
    }

    public override string ToString() => Value.ToString("D");
}
