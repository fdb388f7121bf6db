using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class UpdateTests
{
    private static readonly UpdateOptions Upsert = new() { IsUpsert = true };

    [Fact]
    public async Task Of_50_upserts_of_one_id_one_inserts()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => run.Events.UpdateOneAsync("{ _id: 'a' }", "{ $inc: { count: 1 } }", Upsert)));
        Assert.Equal(1, results.Count(r => r.UpsertedId is not null));
        Assert.Equal(49, results.Sum(r => r.ModifiedCount));
        Assert.Equal([BsonDocument.Parse("{ _id: 'a', count: 50 }")], run.Server.Data.Documents("tests", "events"));
    }

    [Fact]
    public async Task Of_50_concurrent_updates_of_one_version_one_succeeds()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(BsonDocument.Parse("{ _id: 'lease', version: 1 }"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => TryTakeAsync(run, i)));
        Assert.Equal(1, taken.Count(t => t));
    }

    [Fact]
    public async Task An_upsert_with_an_existing_id_but_another_filter_is_a_duplicate()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(BsonDocument.Parse("{ _id: 1, version: 5 }"));
        var refused = await Assert.ThrowsAsync<MongoWriteException>(() => run.Events.UpdateOneAsync("{ _id: 1, version: 4 }", "{ $set: { a: 1 } }", Upsert));
        Assert.Equal(ServerErrorCategory.DuplicateKey, refused.WriteError.Category);
        var again = await Assert.ThrowsAsync<MongoCommandException>(() => run.Events.FindOneAndUpdateAsync<BsonDocument>(
            "{ _id: 1, version: 4 }", "{ $set: { a: 1 } }", new() { IsUpsert = true }));
        Assert.Equal(11000, again.Code);
        Assert.Equal(BsonDocument.Parse("{ _id: 1 }"), again.Result["keyValue"].AsBsonDocument);
        Assert.Equal(BsonDocument.Parse("{ _id: 1 }"), again.Result["keyPattern"].AsBsonDocument);
    }

    [Fact]
    public async Task An_upsert_builds_the_document_from_filter_equalities_and_operators()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.UpdateOneAsync(
            "{ $and: [{ owner: 'me' }], _id: { $eq: 1 }, until: { $lt: 5 } }",
            "{ $setOnInsert: { made: true }, $set: { 'deep.er': 1 }, $max: { until: 9 }, $min: { low: 2 }, $unset: { gone: 1 } }",
            Upsert);
        Assert.Equal(
            [BsonDocument.Parse("{ _id: 1, owner: 'me', made: true, deep: { er: 1 }, until: 9, low: 2 }")], run.Server.Data.Documents("tests", "events"));
    }

    [Fact]
    public async Task Operators_change_existing_values()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(BsonDocument.Parse("{ _id: 1, a: 1, b: 'x', c: 5, d: 5, deep: { er: 1, est: 2 } }"));
        await run.Events.UpdateOneAsync(
            "{ _id: 1 }",
            "{ $inc: { a: 2147483647 }, $unset: { 'deep.er': 1 }, $set: { b: 'y' }, $max: { c: 4 }, $min: { d: 4 }, $setOnInsert: { made: true } }");
        Assert.Equal(
            [BsonDocument.Parse("{ _id: 1, a: NumberLong('2147483648'), b: 'y', c: 5, d: 4, deep: { est: 2 } }")],
            run.Server.Data.Documents("tests", "events"));
    }

    [Fact]
    public async Task Replacing_keeps_the_id_and_refuses_a_changed_one()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        var made = await run.Events.ReplaceOneAsync("{ _id: 1 }", BsonDocument.Parse("{ a: 1 }"), new ReplaceOptions { IsUpsert = true });
        Assert.Equal(1, made.UpsertedId.AsInt32);
        await run.Events.ReplaceOneAsync("{ a: 1 }", BsonDocument.Parse("{ b: 2 }"));
        Assert.Equal([BsonDocument.Parse("{ _id: 1, b: 2 }")], run.Server.Data.Documents("tests", "events"));
        var refused = await Assert.ThrowsAsync<MongoWriteException>(() => run.Events.UpdateOneAsync("{ b: 2 }", "{ $set: { _id: 7 } }"));
        Assert.Equal(66, refused.WriteError.Code);
    }

    [Fact]
    public async Task Many_documents_are_changed_and_deleted_at_once()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertManyAsync(Enumerable.Range(0, 10).Select(i => new BsonDocument { { "_id", i }, { "odd", i % 2 == 1 } }));
        var changed = await run.Events.UpdateManyAsync("{ odd: true }", "{ $set: { odd: false, was: true } }");
        Assert.Equal(5, changed.ModifiedCount);
        Assert.Equal(1, (await run.Events.DeleteOneAsync("{ was: true }")).DeletedCount);
        Assert.Equal(4, (await run.Events.DeleteManyAsync("{ was: true }")).DeletedCount);
        Assert.Equal([0, 2, 4, 6, 8], run.Server.Data.Documents("tests", "events").Select(d => d["_id"].AsInt32));
    }

    [Fact]
    public async Task Find_and_modify_takes_the_first_and_returns_it_before_or_after()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertManyAsync(Enumerable.Range(0, 3).Select(i => new BsonDocument { { "_id", i }, { "at", 10 - i } }));
        var before = await run.Events.FindOneAndUpdateAsync<BsonDocument>("{}", "{ $set: { seen: 1 } }", new() { Sort = "{ at: 1 }" });
        var after = await run.Events.FindOneAndUpdateAsync<BsonDocument>(
            "{ seen: 1 }", "{ $inc: { seen: 1 } }", new() { ReturnDocument = ReturnDocument.After, Projection = "{ _id: 0, seen: 1 }" });
        var removed = await run.Events.FindOneAndDeleteAsync<BsonDocument>("{ at: 9 }");
        var nothing = await run.Events.FindOneAndUpdateAsync<BsonDocument>("{ at: 9 }", "{ $set: { seen: 1 } }");
        Assert.Equal(BsonDocument.Parse("{ _id: 2, at: 8 }"), before);
        Assert.Equal(BsonDocument.Parse("{ seen: 2 }"), after);
        Assert.Equal(1, removed["_id"].AsInt32);
        Assert.Null(nothing);
    }

    private static async Task<bool> TryTakeAsync(RunningStandIn run, int owner) => (await run.Events.UpdateOneAsync(
        "{ _id: 'lease', version: 1 }", new BsonDocument("$set", new BsonDocument { { "version", 2 }, { "owner", owner } }))).MatchedCount == 1;
}
