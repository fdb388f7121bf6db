using BookingEngine.Bookings.Book;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Moving;

/// <summary>The numbers of users and bookings imported so far, in this run or an earlier one, and of skipped documents.</summary>
public sealed record ImportProgress(long Users, long Bookings, long Skipped);

/// <summary>A document that could not be imported, and why.</summary>
public sealed record SkippedDocument(string Collection, string Id, string Reason);

/// <summary>Imports users and bookings from an earlier implementation's database by ordinary commands. It may be stopped and run again: the
/// new ids are derived from the earlier ones.</summary>
public sealed class Import(
    MongoStore store, ImportUserHandler users, ImportBookingHandler bookings, ICheckpoints checkpoints, TimeProvider time)
{
    private const string Actor = MailEventHandler.Imported;

    // A server closes a cursor after ten idle minutes, and each document takes several commands. So the batches are small.
    private static readonly FindOptions InBatches = new() { BatchSize = 200 };

    private readonly HashSet<UserId> _users = [];
    private ImportProgress _done = new(0, 0, 0);

    public async Task<ImportProgress> RunAsync(
        string database, IProgress<ImportProgress> progress, Action<SkippedDocument> report, CancellationToken cancellation)
    {
        await store.PrepareAsync(cancellation);
        var from = store.Client.GetDatabase(database);
        await WalkAsync(from, "users", d => ImportUserAsync(d, cancellation), progress, report, cancellation);
        await WalkAsync(from, "events", d => ImportBookingAsync(d, cancellation), progress, report, cancellation);

        // An ordinary sweep checks recent events only, and imported events keep their old times.
        await Sweep.RequestFullAsync(checkpoints, cancellation);
        return _done;
    }

    private async Task WalkAsync(
        IMongoDatabase from, string collection, Func<BsonDocument, Task<string?>> import, IProgress<ImportProgress> progress, Action<SkippedDocument> report,
        CancellationToken cancellation)
    {
        using var cursor = await from.GetCollection<BsonDocument>(collection)
            .Find(new BsonDocument(), InBatches).Sort(new BsonDocument("_id", 1)).ToCursorAsync(cancellation);
        while (await cursor.MoveNextAsync(cancellation))
        {
            foreach (var document in cursor.Current)
            {
                if (await import(document) is { } reason)
                {
                    _done = _done with { Skipped = _done.Skipped + 1 };
                    report(new SkippedDocument(collection, document["_id"].ToString()!, reason));
                }

                progress.Report(_done);
            }
        }
    }

    private async Task<string?> ImportUserAsync(BsonDocument document, CancellationToken cancellation)
    {
        var (user, reason) = EarlierDocuments.ReadUser(document);
        if (user is null)
        {
            return reason;
        }

        var outcome = await users.HandleAsync(user, ContextOf("user", document, "created_at"), cancellation);
        if (outcome.Refusal is not null)
        {
            return "another user has its email address";
        }

        _users.Add(user.Id);
        _done = _done with { Users = _done.Users + 1 };
        return null;
    }

    private async Task<string?> ImportBookingAsync(BsonDocument document, CancellationToken cancellation)
    {
        var (booking, reason) = EarlierDocuments.ReadBooking(document);
        if (booking is null || !_users.Contains(booking.UserId))
        {
            return booking is null ? reason : "its user was not imported";
        }

        var outcome = await bookings.HandleAsync(booking, ContextOf("booking", document, "timestamp"), cancellation);
        _done = _done with { Bookings = _done.Bookings + (outcome.Refusal is null ? 1 : 0) };
        return outcome.Refusal is null ? null : "another booking has its slot";
    }

    private CommandContext ContextOf(string kind, BsonDocument document, string timeField)
    {
        var commit = new CommitId(EarlierDocuments.GuidOf($"{kind} {document["_id"]}"));
        return new CommandContext(commit, EarlierDocuments.TimeOf(document, timeField) ?? time.Now(), Actor, $"import-{commit}");
    }
}
