using BookingEngine.Bookings.Book;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Moving;

/// <param name="Users">Brought over, in this run or an earlier one.</param>
/// <param name="LeftOut">What could not be taken.</param>
public sealed record ImportProgress(long Users, long Bookings, long LeftOut);

/// <summary>Something that could not be taken: where it stands, and why.</summary>
public sealed record LeftOut(string Collection, string Id, string Why);

/// <summary>Brings users and bookings of an earlier implementation's database over, through the same decisions as any other command. It may
/// stop anywhere and be run again: ids follow from the earlier ones.</summary>
public sealed class Import(
    MongoStore store, ImportUserHandler users, ImportBookingHandler bookings, ICheckpoints checkpoints, TimeProvider time)
{
    private const string Actor = "import";

    // A server forgets a cursor that is not asked for ten minutes, and every document here takes a few commands.
    private static readonly FindOptions InBatches = new() { BatchSize = 200 };

    private readonly HashSet<UserId> _users = [];
    private ImportProgress _done = new(0, 0, 0);

    public async Task<ImportProgress> RunAsync(
        string database, IProgress<ImportProgress> progress, Action<LeftOut> report, CancellationToken cancellation)
    {
        await store.PrepareAsync(cancellation);
        var from = store.Client.GetDatabase(database);
        await WalkAsync(from, "users", d => TakeUserAsync(d, cancellation), progress, report, cancellation);
        await WalkAsync(from, "events", d => TakeBookingAsync(d, cancellation), progress, report, cancellation);

        // What was imported was recorded long ago, and a sweep looks at what is new.
        await Sweep.RequestFullAsync(checkpoints, cancellation);
        return _done;
    }

    private async Task WalkAsync(
        IMongoDatabase from, string collection, Func<BsonDocument, Task<string?>> take, IProgress<ImportProgress> progress, Action<LeftOut> report,
        CancellationToken cancellation)
    {
        using var cursor = await from.GetCollection<BsonDocument>(collection).Find(new BsonDocument(), InBatches).Sort(new BsonDocument("_id", 1)).ToCursorAsync(cancellation);
        while (await cursor.MoveNextAsync(cancellation))
        {
            foreach (var document in cursor.Current)
            {
                if (await take(document) is { } why)
                {
                    _done = _done with { LeftOut = _done.LeftOut + 1 };
                    report(new LeftOut(collection, document["_id"].ToString()!, why));
                }

                progress.Report(_done);
            }
        }
    }

    private async Task<string?> TakeUserAsync(BsonDocument document, CancellationToken cancellation)
    {
        var (user, why) = EarlierDocuments.ReadUser(document);
        if (user is null)
        {
            return why;
        }

        var outcome = await users.HandleAsync(user, ContextOf("user", document, "created_at"), cancellation);
        if (outcome.Refusal is not null)
        {
            return "another user has its address";
        }

        _users.Add(user.Id);
        _done = _done with { Users = _done.Users + 1 };
        return null;
    }

    private async Task<string?> TakeBookingAsync(BsonDocument document, CancellationToken cancellation)
    {
        var (booking, why) = EarlierDocuments.ReadBooking(document);
        if (booking is null || !_users.Contains(booking.UserId))
        {
            return booking is null ? why : "its user was not brought over";
        }

        var outcome = await bookings.HandleAsync(booking, ContextOf("booking", document, "timestamp"), cancellation);
        _done = _done with { Bookings = _done.Bookings + (outcome.Refusal is null ? 1 : 0) };
        return outcome.Refusal is null ? null : "another booking has its time";
    }

    private CommandContext ContextOf(string kind, BsonDocument document, string timeField)
    {
        var commit = new CommitId(EarlierDocuments.GuidOf($"{kind} {document["_id"]}"));
        return new CommandContext(commit, EarlierDocuments.TimeOf(document, timeField) ?? time.Now(), Actor, $"import-{commit}");
    }
}
