using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The range of <c>_id</c> that a filter allows, so that few documents are examined. It may be wider than the filter but never narrower: the
/// filter is applied afterwards.</summary>
internal sealed class IdRange
{
    public static IdRange Of(BsonDocument filter)
    {
        var range = new IdRange();
        range.Narrow(filter);
        return range;
    }

    /// <summary>The only ids that can match, or null.</summary>
    public BsonValue[]? Only { get; private set; }

    public BsonValue? Lowest { get; private set; }

    public BsonValue? Highest { get; private set; }

    private void Narrow(BsonDocument filter)
    {
        foreach (var part in filter)
        {
            if (part.Name == "_id")
            {
                foreach (var condition in Filter.Conditions(part.Value)) Narrow(condition.Name, condition.Value);
            }
            else if (part.Name == "$and")
            {
                foreach (var inner in part.Value.AsBsonArray) Narrow(inner.AsBsonDocument);
            }
        }
    }

    private void Narrow(string condition, BsonValue operand)
    {
        switch (condition)
        {
            case "$eq":
                Only = [operand];
                break;
            case "$in":
                Only = [.. new SortedSet<BsonValue>(operand.AsBsonArray, BsonOrder.Instance)];
                break;
            case "$gt" or "$gte" when Lowest is null || BsonOrder.Instance.Compare(operand, Lowest) > 0:
                Lowest = operand;
                break;
            case "$lt" or "$lte" when Highest is null || BsonOrder.Instance.Compare(operand, Highest) < 0:
                Highest = operand;
                break;
        }
    }
}
