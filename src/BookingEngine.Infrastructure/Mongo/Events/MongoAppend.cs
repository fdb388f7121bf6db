using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>The append of a run, over all its tries. An ordered insert stops at the first document that fails. So what was written are the first
/// commits, and a try continues after those that the one before has written.</summary>
internal sealed class MongoAppend(IReadOnlyList<Commit> run)
{
    private static readonly InsertManyOptions InOrder = new() { IsOrdered = true };
    private readonly BsonDocument[] _documents = [.. run.Select(CommitDocuments.Write)];
    private int _stand;
    private bool _areOwn = true;

    public async Task<AppendResult> RunAsync(IMongoCollection<BsonDocument> events)
    {
        while (_stand < _documents.Length)
        {
            try
            {
                await events.InsertManyAsync(_documents.Skip(_stand), InOrder);
                _stand = _documents.Length;
            }
            catch (MongoBulkWriteException<BsonDocument> e) when (e.WriteErrors is [var first, ..])
            {
                // With a write concern error nobody knows whether a majority has the documents before the failed one.
                _stand += e.WriteConcernError is null ? first.Index : 0;
                if (first.Category is not ServerErrorCategory.DuplicateKey)
                {
                    throw;
                }

                if (!await RecogniseAsync(events))
                {
                    return new AppendResult(_stand, _areOwn);
                }
            }
        }

        return new AppendResult(_stand, _areOwn);
    }

    // A place is taken, either by another commit or by an earlier try of this append whose answer was lost.
    private async Task<bool> RecogniseAsync(IMongoCollection<BsonDocument> events)
    {
        var rest = _documents.Skip(_stand).Select(d => d["_id"]);
        var places = new BsonDocument { ["stream"] = run[0].Stream.Value, ["_id"] = new BsonDocument("$in", new BsonArray(rest)) };
        var stored = (await MongoReads.WithMajority(events).Find(places).ToListAsync()).ToDictionary(d => d["_id"]);
        var known = _stand;
        (_stand, var mayContinue) = CommitPlaces.Recognise(_stand, _documents.Length, n => Compare(_documents[n], stored.GetValueOrDefault(_documents[n]["_id"])));
        _areOwn &= mayContinue || _stand == known;
        return mayContinue && _stand == known ? throw new NotYetVisibleException() : mayContinue;
    }

    private static CommitPlace Compare(BsonDocument commit, BsonDocument? stored) => stored is null ? CommitPlace.Free
        : stored["commit_id"] != commit["commit_id"] ? CommitPlace.TakenByAnother
        : stored == commit ? CommitPlace.Same
        : CommitPlace.OtherAttempt;
}
