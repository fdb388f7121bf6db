using System.Runtime.ExceptionServices;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What failed in one run. One waitlist, or one entry, that fails does not keep the others from their offers. At the end the run fails, so that it is
/// repeated.</summary>
internal sealed class MatchFailures
{
    // So often, it is the store.
    private const int Maximum = 3;
    private readonly List<Exception> _failures = [];

    public async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException) && _failures.Count < Maximum)
        {
            _failures.Add(e);
        }
    }

    public void ThrowFirst()
    {
        if (_failures is [var first, ..])
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
