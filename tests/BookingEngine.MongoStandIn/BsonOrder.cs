using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The server's order of values: first by type with all numbers equal in type, then by value. Strings are ordered by their UTF-8
/// bytes.</summary>
internal sealed class BsonOrder : IComparer<BsonValue>
{
    public static BsonOrder Instance { get; } = new();

    public int Compare(BsonValue? x, BsonValue? y)
    {
        var (a, b) = (x ?? BsonNull.Value, y ?? BsonNull.Value);
        var byKind = Kind(a).CompareTo(Kind(b));
        if (byKind != 0) return byKind;
        return a.BsonType switch
        {
            BsonType.Int32 or BsonType.Int64 or BsonType.Double => CompareNumbers(a, b),
            BsonType.String => CompareText(a.AsString, b.AsString),
            BsonType.Document => CompareDocuments(a.AsBsonDocument, b.AsBsonDocument),
            BsonType.Array => CompareArrays(a.AsBsonArray, b.AsBsonArray),
            BsonType.Binary => CompareBinary(a.AsBsonBinaryData, b.AsBsonBinaryData),
            BsonType.Timestamp => ((ulong)a.AsBsonTimestamp.Value).CompareTo((ulong)b.AsBsonTimestamp.Value),
            _ => a.CompareTo(b),
        };
    }

    public static bool AreEqual(BsonValue a, BsonValue b) => Instance.Compare(a, b) == 0;

    /// <summary>A comparison in a filter matches only values of one type.</summary>
    public static bool AreOfOneKind(BsonValue a, BsonValue b) => Kind(a) == Kind(b);

    private static int Kind(BsonValue value) => value.BsonType switch
    {
        BsonType.MinKey => 0,
        BsonType.Null => 1,
        BsonType.Int32 or BsonType.Int64 or BsonType.Double => 2,
        BsonType.String => 3,
        BsonType.Document => 4,
        BsonType.Array => 5,
        BsonType.Binary => 6,
        BsonType.ObjectId => 7,
        BsonType.Boolean => 8,
        BsonType.DateTime => 9,
        BsonType.Timestamp => 10,
        BsonType.MaxKey => 11,
        var other => throw CommandException.Unknown(2, $"Values of type {other} are not compared here"),
    };

    private static int CompareNumbers(BsonValue a, BsonValue b) =>
        a.IsDouble || b.IsDouble ? a.ToDouble().CompareTo(b.ToDouble()) : a.ToInt64().CompareTo(b.ToInt64());

    private static int CompareText(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Weight(a[same]).CompareTo(Weight(b[same]));
    }

    /// <summary>A surrogate pair is a code point above all others, and its UTF-8 bytes sort like that.</summary>
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private static int CompareBinary(BsonBinaryData a, BsonBinaryData b)
    {
        var byLength = a.Bytes.Length.CompareTo(b.Bytes.Length);
        if (byLength != 0) return byLength;
        var bySubType = a.SubType.CompareTo(b.SubType);
        return bySubType != 0 ? bySubType : a.Bytes.AsSpan().SequenceCompareTo(b.Bytes);
    }

    private static int CompareArrays(BsonArray a, BsonArray b)
    {
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            if (Instance.Compare(a[i], b[i]) is not 0 and var difference) return difference;
        }

        return a.Count.CompareTo(b.Count);
    }

    private static int CompareDocuments(BsonDocument a, BsonDocument b)
    {
        for (var i = 0; i < Math.Min(a.ElementCount, b.ElementCount); i++)
        {
            var (x, y) = (a.GetElement(i), b.GetElement(i));
            if (Kind(x.Value).CompareTo(Kind(y.Value)) is not 0 and var byKind) return byKind;
            if (CompareText(x.Name, y.Name) is not 0 and var byName) return byName;
            if (Instance.Compare(x.Value, y.Value) is not 0 and var byValue) return byValue;
        }

        return a.ElementCount.CompareTo(b.ElementCount);
    }
}
