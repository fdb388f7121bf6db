namespace BookingEngine.Privacy;

/// <param name="Checked">How many keys were read, in all passes.</param>
/// <param name="Wrapped">How many of them were plain, or wrapped with an earlier data key, and are wrapped with the current one now.</param>
/// <param name="IsComplete">Whether the last pass found nothing to wrap.</param>
public sealed record WrapProgress(long Checked, long Wrapped, bool IsComplete);

/// <summary>Wraps all stored keys with the current data key: plain ones, and those of an earlier data key. It may be stopped and run again, and
/// processes may serve meanwhile.</summary>
public sealed class WrapKeys(IStoredPersonKeys keys, DataKeys dataKeys)
{
    private const int PageSize = 500, Passes = 5;

    /// <summary>Passes over all keys until one pass finds nothing to wrap. If each pass finds some, a process still writes keys in another
    /// way: the result is incomplete.</summary>
    public async Task<WrapProgress> RunAsync(IProgress<WrapProgress> progress, CancellationToken cancellation)
    {
        var done = new WrapProgress(0, 0, IsComplete: false);
        for (var pass = 0; pass < Passes && !done.IsComplete; pass++)
        {
            done = await PassAsync(done, progress, cancellation);
        }

        if (done.IsComplete)
        {
            await keys.SaveCheckAsync(dataKeys.CheckValue!);
        }

        return done;
    }

    private async Task<WrapProgress> PassAsync(WrapProgress done, IProgress<WrapProgress> progress, CancellationToken cancellation)
    {
        var (before, after) = (done.Wrapped, "");
        while (await keys.ListAsync(after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var key in page.Where(key => !dataKeys.IsWrapped(key.Stored)))
            {
                cancellation.ThrowIfCancellationRequested();
                await keys.TryReplaceAsync(key, dataKeys.Wrap(key.Person, dataKeys.Unwrap(key.Person, key.Stored))); // if lost, the next pass sees why
                done = done with { Wrapped = done.Wrapped + 1 };
            }

            after = page[^1].Person;
            done = done with { Checked = done.Checked + page.Count };
            progress.Report(done);
        }

        return done with { IsComplete = done.Wrapped == before };
    }
}
