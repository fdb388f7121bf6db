namespace BookingEngine.Tests.Simulation;

/// <summary>A customer who does a number of operations at random. A request with a key is repeated until it has an answer, also after a crash.</summary>
/// <typeparam name="TRequest">A request with a key.</typeparam>
public abstract class RandomCustomer<TRequest>(int operations) : IPerson
    where TRequest : class
{
    private int _begun;

    public bool IsDone { get; private set; }

    public Node? ServedBy { get; private set; }

    /// <summary>The request that has no answer yet; null for none.</summary>
    protected TRequest? Pending { get; set; }

    public async Task ContinueAsync(Node node)
    {
        ServedBy = node;
        while (!IsDone)
        {
            await (Pending is { } request ? SendAsync(node, request) : NextAsync(node, ++_begun));
            await LookAsync(node);
            IsDone = Pending is null && _begun >= operations;
        }
    }

    /// <summary>Begins an operation.</summary>
    protected abstract Task NextAsync(Node node, int operation);

    /// <summary>Sends the pending request, once.</summary>
    protected abstract Task SendAsync(Node node, TRequest request);

    /// <summary>After each step.</summary>
    protected virtual Task LookAsync(Node node) => Task.CompletedTask;
}
