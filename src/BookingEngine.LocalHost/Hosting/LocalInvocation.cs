using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>One invocation of a function. It offers what the functions use: the id and the cancellation token. The rest belongs to the worker.</summary>
/// <param name="cancellation">Fires when the caller leaves or the host stops.</param>
public sealed class LocalInvocation(string invocationId, CancellationToken cancellation) : FunctionContext
{
    public override string InvocationId => invocationId;

    public override CancellationToken CancellationToken => cancellation;

    public override string FunctionId => throw NotOffered();

    public override TraceContext TraceContext => throw NotOffered();

    public override BindingContext BindingContext => throw NotOffered();

    public override RetryContext RetryContext => throw NotOffered();

    public override FunctionDefinition FunctionDefinition => throw NotOffered();

    public override IInvocationFeatures Features => throw NotOffered();

    public override IServiceProvider InstanceServices
    {
        get => throw NotOffered();
        set => throw NotOffered();
    }

    public override IDictionary<object, object> Items
    {
        get => throw NotOffered();
        set => throw NotOffered();
    }

    private static NotSupportedException NotOffered() => new("The local host offers InvocationId and CancellationToken only.");
}
