using System.Runtime.ExceptionServices;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist.Offers;

/// <summary>What failed in one run. One waitlist, or one entry, that fails does not keep the others from their offers. At the end the run fails, so that it is
/// repeated.</summary>
internal sealed class MatchFailures(ILogger logger)
{
    /// <summary>After so many failures of the store the run ends.</summary>
    private const int MaximumUnavailable = 3;

    /// <summary>Of one run. The next ones are like the first.</summary>
    private const int MaximumLogged = 10;

    private readonly List<Exception> _failures = [];
    private int _unavailable;

    /// <param name="what">What it looks at. For the log.</param>
    public async Task TryAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException) && !(e is StoreUnavailableException && ++_unavailable > MaximumUnavailable))
        {
            _failures.Add(e);
            if (_failures.Count <= MaximumLogged)
            {
                logger.LookFailed(what, e);
            }
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
