using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Tests.Privacy;

/// <summary>The contract of every store of wrapped keys.</summary>
public abstract class StoredKeysContract
{
    private static readonly DataKey First = KeyOf(1), Second = KeyOf(2);

    /// <summary>The keys of the same store, opened by a process with these data keys.</summary>
    protected abstract IStoredPersonKeys Open(DataKeys dataKeys);

    [ServerFact]
    public async Task Keys_are_listed_by_person_in_pages()
    {
        var keys = Open(DataKeys.None);
        string[] persons = ["B", "a", "b", "lookup"];
        foreach (var person in persons)
        {
            await keys.SaveAsync(person, Plain(person[0]));
        }

        var page = await keys.ListAsync("", 3, CancellationToken.None);
        Assert.Equal(persons[..3], page.Select(key => key.Person));
        Assert.Equal(Plain('a'), page[1].Stored);
        Assert.Equal(persons[3], Assert.Single(await keys.ListAsync(page[^1].Person, 3, CancellationToken.None)).Person);
        Assert.Empty(await keys.ListAsync("lookup", 3, CancellationToken.None));
    }

    [ServerFact]
    public async Task A_key_is_replaced_only_if_it_is_the_expected_one()
    {
        var keys = Open(DataKeys.None);
        await keys.SaveAsync("ada", Plain('a'));

        Assert.False(await keys.TryReplaceAsync(new StoredPersonKey("ada", Plain('b')), Plain('c')));
        Assert.True(await keys.TryReplaceAsync(new StoredPersonKey("ada", Plain('a')), Plain('c')));
        Assert.Equal(Plain('c'), await keys.FindAsync("ada", CancellationToken.None));
        await keys.EraseAsync("ada");
        Assert.False(await keys.TryReplaceAsync(new StoredPersonKey("ada", Plain('c')), Plain('d')));
        Assert.Null(await keys.FindAsync("ada", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_key_is_wrapped_when_stored_and_plain_when_read()
    {
        var dataKeys = new DataKeys(First);
        var (stored, keys) = (Open(dataKeys), new WrappedPersonKeys(Open(dataKeys), dataKeys));

        Assert.Equal(Plain('a'), await keys.SaveAsync("ada", Plain('a')));
        Assert.Equal(Plain('a'), await keys.SaveAsync("ada", Plain('b')));
        Assert.Equal(Plain('a'), await keys.FindAsync("ada", CancellationToken.None));
        Assert.Equal(Plain('a'), (await keys.FindManyAsync(["ada", "bob"], CancellationToken.None)).Single().Value);
        Assert.True(First.Wrapped((await stored.FindAsync("ada", CancellationToken.None))!));
    }

    [ServerFact]
    public async Task Wrap_keys_wraps_every_plain_key_with_the_lookup_key()
    {
        await FillAsync(600);
        var keys = Open(new DataKeys(First));

        Assert.Equal(new WrapProgress(1_202, 601, IsComplete: true), await WrapAsync(keys, new DataKeys(First)));

        Assert.All(await AllAsync(keys), key => Assert.True(First.Wrapped(key.Stored)));
        Assert.Equal(Plain('l'), await new WrappedPersonKeys(keys, new DataKeys(First)).FindAsync("lookup", CancellationToken.None));
        Assert.Equal(new WrapProgress(601, 0, IsComplete: true), await WrapAsync(keys, new DataKeys(First)));
    }

    [ServerFact]
    public async Task A_stopped_wrapping_continues_and_opens_meanwhile()
    {
        await FillAsync(20);
        var keys = Open(new DataKeys(First));
        using var stop = new CancellationTokenSource();
        var stopping = new StoppingKeys(keys, after: 7, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WrapKeys(stopping, new DataKeys(First)).RunAsync(new Progress<WrapProgress>(), stop.Token));

        Assert.Equal(7, (await AllAsync(keys)).Count(key => DataKey.IsWrapped(key.Stored)));
        var read = new WrappedPersonKeys(keys, new DataKeys(First));
        Assert.All(await AllAsync(keys), key => Assert.Equal(DataKey.Size, read.FindAsync(key.Person, CancellationToken.None).Result!.Length));
        Assert.Equal(14, (await WrapAsync(keys, new DataKeys(First))).Wrapped);
    }

    [ServerFact]
    public async Task A_rotation_wraps_again_and_then_needs_no_earlier_key()
    {
        await FillAsync(3);
        await WrapAsync(Open(new DataKeys(First)), new DataKeys(First));

        var rotating = new DataKeys(Second, First);
        Assert.Equal(4, (await WrapAsync(Open(rotating), rotating)).Wrapped);

        var keys = new WrappedPersonKeys(Open(new DataKeys(Second)), new DataKeys(Second));
        Assert.Equal(Plain('l'), await keys.FindAsync("lookup", CancellationToken.None));
        await RefusesAsync(new DataKeys(First));
    }

    [ServerFact]
    public async Task An_erased_key_is_not_restored_by_wrapping()
    {
        await FillAsync(3);
        var keys = Open(new DataKeys(First));

        var done = await WrapAsync(new ErasingKeys(keys, "person 001"), new DataKeys(First));

        Assert.True(done.IsComplete);
        Assert.Null(await keys.FindAsync("person 001", CancellationToken.None));
        Assert.Equal(3, (await AllAsync(keys)).Count);
    }

    [ServerFact]
    public async Task Wrapping_is_incomplete_while_a_process_writes_plain_keys()
    {
        await FillAsync(1);
        var keys = Open(new DataKeys(First));

        Assert.False((await WrapAsync(new WritingKeys(keys), new DataKeys(First))).IsComplete);
    }

    [ServerFact]
    public async Task A_wrong_or_missing_data_key_is_refused_before_anything_is_written()
    {
        await Open(new DataKeys(First)).SaveAsync("ada", First.Wrap("ada", Plain('a')));

        await RefusesAsync(new DataKeys(Second));
        await RefusesAsync(DataKeys.None);

        Assert.Equal("ada", Assert.Single(await AllAsync(Open(new DataKeys(Second, First)))).Person);
    }

    [ServerFact]
    public async Task A_stopped_rotation_still_needs_the_earlier_key()
    {
        await FillAsync(3);
        await WrapAsync(Open(new DataKeys(First)), new DataKeys(First));
        using var stop = new CancellationTokenSource();
        var rotating = new DataKeys(Second, First);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WrapKeys(new StoppingKeys(Open(rotating), after: 1, stop), rotating).RunAsync(new Progress<WrapProgress>(), stop.Token));

        await RefusesAsync(new DataKeys(Second));
        Assert.Equal(3, (await WrapAsync(Open(rotating), rotating)).Wrapped);
    }

    private async Task RefusesAsync(DataKeys dataKeys)
    {
        var e = await Assert.ThrowsAsync<UnusableStoreException>(async () => await Open(dataKeys).SaveAsync("eve", Plain('e')));
        Assert.StartsWith("DATA_KEY must be ", e.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync(int persons)
    {
        var keys = Open(DataKeys.None);
        await keys.SaveAsync("lookup", Plain('l'));
        foreach (var n in Enumerable.Range(0, persons))
        {
            await keys.SaveAsync($"person {n:000}", Plain((char)n));
        }
    }

    private static Task<WrapProgress> WrapAsync(IStoredPersonKeys keys, DataKeys dataKeys) =>
        new WrapKeys(keys, dataKeys).RunAsync(new Progress<WrapProgress>(), CancellationToken.None);

    private static async Task<IReadOnlyList<StoredPersonKey>> AllAsync(IStoredPersonKeys keys) => await keys.ListAsync("", 10_000, CancellationToken.None);

    private static DataKey KeyOf(byte fill) => new([.. Enumerable.Repeat(fill, DataKey.Size)]);

    private static byte[] Plain(char fill) => [.. Enumerable.Repeat((byte)fill, DataKey.Size)];
}
