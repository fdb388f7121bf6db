using System.Buffers.Binary;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace BookingEngine.Tests.MongoStandIn;

/// <param name="IsLegacy">Sent as OP_QUERY, like a driver's first hello.</param>
/// <param name="WantsNoAnswer">An unacknowledged write.</param>
internal sealed record Message(int Id, bool IsLegacy, bool WantsNoAnswer, Command Command);

/// <summary>MongoDB's wire protocol without compression and streaming.</summary>
internal static class Wire
{
    private const int Header = 16, Reply = 1, Query = 2004, Msg = 2013, MaxMessage = 48_000_000, HasChecksum = 1, MoreToCome = 2;

    /// <summary>The next message, or null at the end of the connection.</summary>
    public static async Task<Message?> ReadAsync(Stream stream, CancellationToken stopping)
    {
        var header = new byte[Header];
        if (await stream.ReadAtLeastAsync(header, Header, throwOnEndOfStream: false, stopping) < Header) return null;
        var (length, id, kind) = (Int(header, 0), Int(header, 4), Int(header, 12));
        if (length is < Header or > MaxMessage) throw new InvalidDataException($"A message of {length} bytes.");
        var body = new byte[length - Header];
        await stream.ReadExactlyAsync(body, stopping);
        return kind switch
        {
            Msg => new Message(id, false, (Int(body, 0) & MoreToCome) != 0, new Command(ReadSections(body))),
            Query => new Message(id, true, false, new Command(ReadQuery(body))),
            _ => throw new InvalidDataException($"Messages of kind {kind} are unknown here."),
        };
    }

    public static async Task WriteAsync(Stream stream, Message to, BsonDocument answer, CancellationToken stopping)
    {
        var document = answer.ToBson();
        var prefix = to.IsLegacy ? 20 : 5;
        var message = new byte[Header + prefix + document.Length];
        Put(message, 0, message.Length);
        Put(message, 8, to.Id);
        Put(message, 12, to.IsLegacy ? Reply : Msg);
        if (to.IsLegacy) Put(message, Header + 16, 1);
        document.CopyTo(message, Header + prefix);
        await stream.WriteAsync(message, stopping);
    }

    private static BsonDocument ReadSections(byte[] body)
    {
        var end = body.Length - ((Int(body, 0) & HasChecksum) != 0 ? 4 : 0);
        BsonDocument command = [];
        List<BsonElement> sequences = [];
        for (var at = 4; at < end;)
        {
            if (body[at++] == 0)
            {
                command = ReadDocument(body, ref at);
                continue;
            }

            sequences.Add(ReadSequence(body, ref at));
        }

        return command.AddRange(sequences);
    }

    private static BsonElement ReadSequence(byte[] body, ref int at)
    {
        var end = at + Int(body, at);
        at += 4;
        var (name, documents) = (ReadName(body, ref at), new BsonArray());
        while (at < end) documents.Add(ReadDocument(body, ref at));
        return new BsonElement(name, documents);
    }

    private static BsonDocument ReadQuery(byte[] body)
    {
        var at = 4;
        var collection = ReadName(body, ref at);
        at += 8;
        var query = ReadDocument(body, ref at);
        var command = query.TryGetValue("$query", out var wrapped) ? wrapped.AsBsonDocument : query;
        return command.Set("$db", collection.Split('.')[0]);
    }

    private static BsonDocument ReadDocument(byte[] bytes, ref int at)
    {
        var length = Int(bytes, at);
        using var reader = new BsonBinaryReader(new MemoryStream(bytes, at, length));
        at += length;
        return BsonDocumentSerializer.Instance.Deserialize(BsonDeserializationContext.CreateRoot(reader));
    }

    private static string ReadName(byte[] bytes, ref int at)
    {
        var length = bytes.AsSpan(at).IndexOf((byte)0);
        var name = System.Text.Encoding.UTF8.GetString(bytes, at, length);
        at += length + 1;
        return name;
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
}
