using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Events that are stored as one list.</summary>
public abstract partial class EventStoreContract
{
    [ServerFact]
    public async Task A_list_of_events_takes_a_version_for_each_and_is_found_by_all()
    {
        var list = Commit(Stream, 1, "many*366");
        Commit[] run = [Commit(Stream, 0, "first"), list, Commit(Stream, 367, "last")];
        Assert.Equal(3, (await Store.AppendAsync(run)).Stand);
        Assert.Equal([(1L, 1L), (2L, 367L), (368L, 368L)], (await ReadAsync(Stream)).Select(c => (c.FirstVersion, c.Version)));
        foreach (var version in new long[] { 2, 3, 200, 366, 367 })
        {
            Assert.Equal(list.Id, (await Store.FindAtAsync(Stream, version, CancellationToken.None))!.Id);
            Assert.Equal([2L, 368L], (await Store.ReadAsync(Stream, version - 1, 9, CancellationToken.None)).Select(c => c.FirstVersion));
        }

        Assert.Null(await Store.FindAtAsync(Stream, 369, CancellationToken.None));
        Assert.Equal(0, (await Store.AppendAsync([Commit(Stream, 1, "late")])).Stand);
    }

    [ServerFact]
    public async Task A_list_of_events_at_the_end_of_a_stream_is_found_by_all_its_versions()
    {
        var list = Commit(Other, 0, "many*366");
        await Store.AppendAsync([list]);
        foreach (var version in new long[] { 1, 2, 200, 366 })
        {
            Assert.Equal(list.Id, (await Store.FindAtAsync(Other, version, CancellationToken.None))!.Id);
        }

        Assert.Null(await Store.FindAtAsync(Other, 367, CancellationToken.None));
        Assert.Null(await Store.FindAtAsync(Stream, 1, CancellationToken.None));
    }
}
