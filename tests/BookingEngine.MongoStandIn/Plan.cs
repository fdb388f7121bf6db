using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The plan of a find: the index whose leading fields the filter fixes most of, including one range. Of equal indexes it prefers one that
/// has the requested order.</summary>
/// <param name="Index">Null for a scan of the collection.</param>
/// <param name="Sorts">Whether the result must be sorted in memory.</param>
/// <param name="Examined">The number of examined documents.</param>
internal sealed record Plan(StandInIndex? Index, bool Sorts, int Examined, int Returned)
{
    private static readonly string[] Fixing = ["$eq", "$in"], Bounding = ["$gt", "$gte", "$lt", "$lte"];

    public static Plan Of(StandInCollection? collection, BsonDocument filter, BsonDocument sort, int limit)
    {
        var choice = (collection?.Indexes ?? [StandInIndex.OnId]).Select(index => IndexChoice.Of(index, filter, sort))
            .OrderByDescending(w => w.Bounds.ElementCount).ThenByDescending(w => w.IsInOrder).First();
        var isScan = choice.Bounds.ElementCount == 0 && !(choice.IsInOrder && sort.ElementCount > 0);
        var matching = (collection?.All ?? []).Where(new Predicate<BsonDocument>(Filter.Compile(choice.Bounds)).Invoke);
        var (matches, sorts) = (Filter.Compile(filter), sort.ElementCount > 0 && (isScan || !choice.IsInOrder));
        var (examined, returned) = (0, 0);
        foreach (var document in sorts ? matching : Shape.Sorted(matching, sort))
        {
            examined++;
            returned += matches(document) ? 1 : 0;
            if (returned == limit && !sorts) break;
        }

        return new Plan(isScan ? null : choice.Index, sorts, examined, Math.Min(returned, limit));
    }

    /// <summary>In the format of <c>explain</c>.</summary>
    public BsonDocument Describe()
    {
        var scan = Index is null
            ? new BsonDocument("stage", "COLLSCAN")
            : new BsonDocument { { "stage", "FETCH" }, { "inputStage", new BsonDocument { { "stage", "IXSCAN" }, { "indexName", Index.Name } } } };
        return new BsonDocument
        {
            { "queryPlanner", new BsonDocument("winningPlan", Sorts ? new BsonDocument { { "stage", "SORT" }, { "inputStage", scan } } : scan) },
            { "executionStats", new BsonDocument { { "nReturned", Returned }, { "totalDocsExamined", Examined } } },
        };
    }

    private sealed record IndexChoice(StandInIndex Index, BsonDocument Bounds, bool IsInOrder)
    {
        public static IndexChoice Of(StandInIndex index, BsonDocument filter, BsonDocument sort)
        {
            var (bounds, isFixed) = (new BsonDocument(), new HashSet<string>());
            foreach (var field in index.Key.Names.TakeWhile(filter.Contains))
            {
                var conditions = Filter.Conditions(filter[field]).ToArray();
                if (Array.Find(conditions, c => Fixing.Contains(c.Name)) is { Name: { } name } fixing)
                {
                    bounds[field] = new BsonDocument(fixing);
                    if (name == "$eq") isFixed.Add(field);
                    continue;
                }

                BsonElement[] range = [.. conditions.Where(c => Bounding.Contains(c.Name))];
                if (range.Length > 0) bounds[field] = new BsonDocument(range.AsEnumerable());
                break;
            }

            // A field with a fixed value does not affect the order.
            var wanted = sort.Where(s => !isFixed.Contains(s.Name)).ToArray();
            var given = index.Key.Where(k => !isFixed.Contains(k.Name)).Take(wanted.Length).ToArray();
            var isInOrder = wanted.Select(s => s.Name).SequenceEqual(given.Select(k => k.Name))
                && wanted.Zip(given, (s, k) => Math.Sign(s.Value.ToInt32()) * Math.Sign(k.Value.ToInt32())).Distinct().Count() <= 1;
            return new IndexChoice(index, bounds, isInOrder);
        }
    }
}
