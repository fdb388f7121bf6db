using BookingEngine.Ports;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>The context of one invocation. It supports only what the functions use: the id, the cancellation token, and the host's trace, which this host
/// does not have.</summary>
/// <param name="ids">Creates the id if there is none.</param>
/// <param name="cancellation">Cancelled when the client disconnects or the host stops.</param>
public sealed class LocalInvocation(IIds? ids, string? id, CancellationToken cancellation) : FunctionContext
{
    private string? _id = id;

    public LocalInvocation(string id, CancellationToken cancellation)
        : this(null, id, cancellation)
    {
    }

    /// <summary>Its id is created when it is asked for.</summary>
    public LocalInvocation(IIds ids, CancellationToken cancellation)
        : this(ids, null, cancellation)
    {
    }

    public override string InvocationId => _id ??= ids!.Next().ToString();

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
