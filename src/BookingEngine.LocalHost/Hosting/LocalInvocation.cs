using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>The context of one invocation. It supports only what the functions use: the id, the cancellation token, and the host's trace, which this host
/// does not have.</summary>
/// <param name="cancellation">Cancelled when the client disconnects or the host stops.</param>
public sealed class LocalInvocation(string invocationId, CancellationToken cancellation) : FunctionContext
{
    public override string InvocationId => invocationId;

    public override CancellationToken CancellationToken => cancellation;

    public override string FunctionId => throw NotAvailable();

    public override TraceContext TraceContext => NoTrace.Instance;

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

    private sealed class NoTrace : TraceContext
    {
        public static readonly NoTrace Instance = new();

        public override string TraceParent => "";

        public override string TraceState => "";
    }

    private static NotSupportedException NotAvailable() => new("The local host supports only InvocationId, CancellationToken and TraceContext.");
}
