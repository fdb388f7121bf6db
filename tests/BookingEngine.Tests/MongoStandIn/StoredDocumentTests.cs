using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class StoredDocumentTests
{
    [Fact]
    public async Task An_id_is_unique()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(new BsonDocument("_id", "a"));
        var refused = await Assert.ThrowsAsync<MongoWriteException>(() => run.Events.InsertOneAsync(new BsonDocument("_id", "a")));
        Assert.Equal(ServerErrorCategory.DuplicateKey, refused.WriteError.Category);
        Assert.Equal("E11000 duplicate key error collection: tests.events index: _id_ dup key: { \"_id\" : \"a\" }", refused.WriteError.Message);
    }

    [Fact]
    public async Task Unordered_inserts_continue_after_a_duplicate_and_ordered_ones_stop()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertOneAsync(new BsonDocument("_id", 2));
        var unordered = await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => run.Events.InsertManyAsync(Numbered(1, 2, 3), new() { IsOrdered = false }));
        Assert.Equal([1], unordered.WriteErrors.Select(e => e.Index));
        await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => run.Events.InsertManyAsync(Numbered(4, 2, 5)));
        Assert.Equal([1, 2, 3, 4], Ids(run));
    }

    [Fact]
    public async Task Documents_are_found_by_filter_in_order_with_limit_across_batches()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertManyAsync(Enumerable.Range(0, 300).Select(i => new BsonDocument { { "_id", i }, { "third", i % 3 } }));
        var found = await run.Events.Find("{ third: 1, _id: { $gte: 10, $lt: 250.5 } }", new FindOptions { BatchSize = 7 }).Sort("{ third: 1, _id: -1 }").Limit(50).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => 250 - (3 * i)), found.Select(d => d["_id"].AsInt32));
        Assert.Equal(8, run.Server.Count("find") + run.Server.Count("getMore"));
    }

    [Theory]
    [InlineData("{ a: 2 }", "2")]
    [InlineData("{ a: null }", "3,4")]
    [InlineData("{ a: { $ne: 2 } }", "1,3,4,5")]
    [InlineData("{ a: { $in: [1.0, 'z'] } }", "1,5")]
    [InlineData("{ a: { $nin: [1, null] } }", "2,5")]
    [InlineData("{ a: { $exists: false } }", "4")]
    [InlineData("{ $or: [{ a: 1 }, { 'b.c': 7 }] }", "1,3")]
    [InlineData("{ $and: [{ a: { $gt: 0 } }, { a: { $lte: 1 } }] }", "1")]
    [InlineData("{ tags: 'red' }", "5")]
    [InlineData("{ _id: { $in: [5, 1, 9] } }", "1,5")]
    public async Task Filters_match_like_a_real_server(string filter, string expected)
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.InsertManyAsync(
        [
            BsonDocument.Parse("{ _id: 1, a: 1 }"), BsonDocument.Parse("{ _id: 2, a: 2 }"), BsonDocument.Parse("{ _id: 3, a: null, b: { c: 7 } }"),
            BsonDocument.Parse("{ _id: 4 }"), BsonDocument.Parse("{ _id: 5, a: 'z', tags: ['red', 'blue'] }"),
        ]);
        var found = await run.Events.Find(filter).ToListAsync();
        Assert.Equal(expected, string.Join(',', found.Select(d => d["_id"])));
    }

    [Fact]
    public async Task Text_is_sorted_by_its_bytes()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        string[] inOrder = ["", "A", "B", "a", "a!", "é", "\uffff", "😀"];
        await run.Events.InsertManyAsync(inOrder.Reverse().Select(t => new BsonDocument("_id", t)));
        Assert.Equal(inOrder, (await run.Events.Find("{}").ToListAsync()).Select(d => d["_id"].AsString));
        Assert.Equal(["\uffff", "😀"], (await run.Events.Find("{ _id: { $gt: 'é' } }").ToListAsync()).Select(d => d["_id"].AsString));
    }

    [Fact]
    public async Task A_unique_index_refuses_a_second_document()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ a: 1, b: 1 }", new CreateIndexOptions { Unique = true }));
        await run.Events.InsertOneAsync(BsonDocument.Parse("{ _id: 1, a: 1, b: 1 }"));
        await run.Events.InsertOneAsync(BsonDocument.Parse("{ _id: 2, a: 1, b: 2 }"));
        var refused = await Assert.ThrowsAsync<MongoWriteException>(() => run.Events.UpdateOneAsync("{ _id: 2 }", "{ $set: { b: 1 } }"));
        Assert.Equal(11000, refused.WriteError.Code);
        Assert.Equal(["_id_", "a_1_b_1"], (await (await run.Events.Indexes.ListAsync()).ToListAsync()).Select(i => i["name"].AsString));
        Assert.Equal(["events"], await (await run.Database.ListCollectionNamesAsync()).ToListAsync());
    }

    [Fact]
    public async Task Only_an_insert_or_a_command_creates_a_collection()
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        await run.Events.DeleteOneAsync("{ _id: 1 }");
        await run.Events.UpdateOneAsync("{ _id: 1 }", "{ $set: { a: 1 } }");
        await run.Database.CreateCollectionAsync("asked_for");
        Assert.Equal(["asked_for"], await (await run.Database.ListCollectionNamesAsync()).ToListAsync());
        Assert.Equal(48, (await Assert.ThrowsAsync<MongoCommandException>(() => run.Database.CreateCollectionAsync("asked_for"))).Code);
        await run.Client.DropDatabaseAsync("tests");
        Assert.Empty(await (await run.Database.ListCollectionNamesAsync()).ToListAsync());
    }

    private static IEnumerable<BsonDocument> Numbered(params int[] ids) => ids.Select(id => new BsonDocument("_id", id));

    private static IEnumerable<int> Ids(RunningStandIn run) => run.Server.Data.Documents("tests", "events").Select(d => d["_id"].AsInt32);
}
