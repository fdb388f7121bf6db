using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>The context of one invocation. It supports only the id and the cancellation token, because the functions use nothing else.</summary>
/// <param name="cancellation">Cancelled when the client disconnects or the host stops.</param>
public sealed class LocalInvocation(string invocationId, CancellationToken cancellation) : FunctionContext
{
    public override string InvocationId => invocationId;

    public override CancellationToken CancellationToken => cancellation;

    public override string FunctionId => throw NotAvailable();

    public override TraceContext TraceContext => throw NotAvailable();

    public override BindingContext BindingContext => throw NotAvailable();

    public override RetryContext RetryContext => throw NotAvailable();

    public override FunctionDefinition FunctionDefinition => throw NotAvailable();

    public override IInvocationFeatures Features => throw NotAvailable();

    public override IServiceProvider InstanceServices
    {
        get => throw NotAvailable();
        set => throw NotAvailable();
    }

    public override IDictionary<object, object> Items
    {
        get => throw NotAvailable();
        set => throw NotAvailable();
    }

    private static NotSupportedException NotAvailable() => new("The local host supports only InvocationId and CancellationToken.");
}
