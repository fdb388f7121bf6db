using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A received command with its document sequences merged into it.</summary>
internal sealed record Command(BsonDocument Body)
{
    private static readonly string[] Everywhere =
        ["$db", "lsid", "$clusterTime", "$readPreference", "readConcern", "writeConcern", "comment", "maxTimeMS", "txnNumber"];

    public string Name => Body.GetElement(0).Name;

    public string Database => Body["$db"].AsString;

    /// <summary>The collection of the command, or null for a command on a database or the server.</summary>
    public string? Collection => (Name == "getMore" ? Body["collection"] : Body[0]) is BsonString name ? name.AsString : null;

    public long? TransactionNumber => Body.TryGetValue("txnNumber", out var number) ? number.ToInt64() : null;

    public BsonDocument Document(string field) => Body.TryGetValue(field, out var value) ? value.AsBsonDocument : [];

    public int Number(string field, int otherwise) => Body.TryGetValue(field, out var value) ? value.ToInt32() : otherwise;

    public bool Is(string field) => Body.TryGetValue(field, out var value) && value.ToBoolean();

    /// <summary>Refuses unsupported fields, because ignoring them could break the caller's assumptions.</summary>
    public void Expect(params string[] fields) => Expect(Body, [Name, .. Everywhere, .. fields]);

    public static void Expect(BsonDocument document, params string[] fields)
    {
        if (document.Names.FirstOrDefault(name => !fields.Contains(name)) is { } unknown)
            throw CommandException.Unknown(40415, $"BSON field '{unknown}' is an unknown field in {document.GetElement(0).Name}.");
    }
}
