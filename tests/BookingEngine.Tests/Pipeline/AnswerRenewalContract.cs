using System.Text;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Renewal;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;

namespace BookingEngine.Tests.Pipeline;

/// <summary>How answers of a former shape are renewed, on every store.</summary>
public abstract class AnswerRenewalContract
{
    private const string Model = BookingsProjection.ModelName;
    private static readonly DocumentAnswer Former = new("0 2020a", "{}"u8.ToArray());

    protected abstract IReadModelStore Models { get; }

    protected abstract ICheckpoints Checkpoints { get; }

    /// <summary>Writes a document as a version from before answers did.</summary>
    protected abstract Task WriteEarlierAsync(ReadModelDocument document);

    [ServerFact]
    public async Task An_earlier_store_lists_the_same_before_and_after_its_renewal()
    {
        var documents = Enumerable.Range(0, 60).Select(ManyBookings.Document).ToList();
        foreach (var document in documents)
        {
            await WriteEarlierAsync(document);
        }

        var expected = documents.Where(d => d.Partition == documents[7].Partition).Select(d => JsonOf(new ListedBooking(d))).ToArray();
        Assert.Equal(expected, await ListOfUserAsync(7));
        await RunAsync();
        Assert.Equal(documents, await ListAsync());
        Assert.Equal(expected, await ListOfUserAsync(7));
    }

    [ServerFact]
    public async Task Answers_of_no_or_another_shape_are_renewed()
    {
        var current = Enumerable.Range(0, 1_203).Select(ManyBookings.Document).ToList();
        await Task.WhenAll(current.Select((document, n) => Models.TryWriteAsync(Model, document with { Answer = n % 3 == 0 ? null : Former }, 0)));
        await RunAsync();
        Assert.Equal(current, await ListAsync());
        Assert.Equal(ListedBookingJson.Shape, await Checkpoints.FindAsync(AnswerRenewal.CheckpointOf(Model), CancellationToken.None));
    }

    [ServerFact]
    public async Task A_renewal_continues_after_its_last_page()
    {
        var documents = Enumerable.Range(0, 3).Select(n => ManyBookings.Document(n) with { Answer = Former }).ToList();
        await Task.WhenAll(documents.Select(document => Models.TryWriteAsync(Model, document, 0)));
        await Checkpoints.TryReplaceAsync(AnswerRenewal.CheckpointOf(Model), null, $"{ListedBookingJson.Shape}\n{documents[1].SortKey}");
        await RunAsync();
        Assert.Equal([documents[0], documents[1], ManyBookings.Document(2)], await ListAsync());
    }

    [ServerFact]
    public async Task A_renewal_begins_again_when_the_shape_has_changed_once_more()
    {
        await Models.TryWriteAsync(Model, ManyBookings.Document(0) with { Answer = Former }, 0);
        await Checkpoints.TryReplaceAsync(AnswerRenewal.CheckpointOf(Model), null, $"0 2020a\n{ManyBookings.Document(5).SortKey}");
        await RunAsync();
        Assert.Equal([ManyBookings.Document(0)], await ListAsync());
    }

    [ServerFact]
    public async Task A_damaged_body_does_not_stop_the_renewal()
    {
        var damaged = ManyBookings.Document(0) with { Body = "no JSON", Answer = null };
        await Models.TryWriteAsync(Model, damaged, 0);
        await Models.TryWriteAsync(Model, ManyBookings.Document(1) with { Answer = null }, 0);
        await RunAsync();
        Assert.Equal([damaged, ManyBookings.Document(1)], await ListAsync());
    }

    private Task RunAsync() => new AnswerRenewal(new ProjectionSet([new BookingsProjection()]), Models, Checkpoints).RunAsync(CancellationToken.None);

    private static string JsonOf(ListedBooking booking) => Encoding.UTF8.GetString(booking.Json.Span);

    private async Task<string[]> ListOfUserAsync(int n)
    {
        var handler = new ListBookingsHandler(Models, null!, null!, null!, null!);
        var outcome = await handler.HandleAsync(new ListBookings(ManyBookings.UserOf(n), null, null), CancellationToken.None);
        return outcome.IsRefused(out _, out var page) ? [] : [.. page.Listed.Select(JsonOf)];
    }

    private Task<IReadOnlyList<ReadModelDocument>> ListAsync() =>
        Models.ListAsync(new ReadModelList(Model, ListIndex.ByModel), default, CancellationToken.None);
}

public sealed class SqliteAnswerRenewalTests : AnswerRenewalContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IReadModelStore Models => new SqliteReadModelStore(_folder.Store);

    protected override ICheckpoints Checkpoints => new SqliteCheckpoints(_folder.Store);

    [Fact]
    public async Task An_answer_that_an_earlier_process_left_at_a_change_is_not_sent()
    {
        var booked = ManyBookings.Document(0);
        await Models.TryWriteAsync(BookingsProjection.ModelName, booked, 0);
        var changed = ManyBookings.Document(0, "cancelled", version: 2);
        await _folder.Store.Booking.WriteAsync(s => s.Execute(
            "UPDATE read_models SET version = $2, body = $3, status = $4 WHERE id = $1", changed.Id, changed.Version, changed.Body, changed.Keys!.Status));
        Assert.Equal(changed with { Answer = null }, await Models.FindAsync(BookingsProjection.ModelName, booked.Id, CancellationToken.None));
    }

    public void Dispose() => _folder.Dispose();

    protected override Task WriteEarlierAsync(ReadModelDocument document) => _folder.Store.Booking.WriteAsync(s => s.Execute(
        """
        INSERT INTO read_models (model, id, stream, version, partition, sort_key, body, resource, service, status)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        BookingsProjection.ModelName, document.Id, document.Stream.Value, document.Version, document.Partition, document.SortKey, document.Body,
        document.Keys!.Resource, document.Keys.Service, document.Keys.Status));
}

public sealed class InMemoryAnswerRenewalTests : AnswerRenewalContract
{
    protected override IReadModelStore Models { get; } = new InMemoryReadModelStore(new ReadModelTables(), Steps.Locked());

    protected override ICheckpoints Checkpoints { get; } = new InMemoryCheckpoints([], Steps.Locked());

    protected override async Task WriteEarlierAsync(ReadModelDocument document) =>
        await Models.TryWriteAsync(BookingsProjection.ModelName, document with { Answer = null }, 0);
}
