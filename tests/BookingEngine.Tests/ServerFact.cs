using Xunit.Abstractions;
using Xunit.Sdk;

namespace BookingEngine.Tests;

/// <summary>The tests of this class need the server that an environment variable names. Without the variable they are counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServerAttribute(string variable, string how) : Attribute
{
    public string Variable { get; } = variable;

    public string How { get; } = how;
}

/// <summary>A fact that respects the <see cref="NeedsServerAttribute"/> of the running class, even when a base class declares the fact.</summary>
[XunitTestCaseDiscoverer("BookingEngine.Tests.ServerFactDiscoverer", "BookingEngine.Tests")]
public sealed class ServerFactAttribute : FactAttribute;

public sealed class ServerFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new ServerTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

public sealed class ServerTestCase : XunitTestCase
{
    [Obsolete("The runner makes it anew from what was discovered.")]
    public ServerTestCase()
    {
    }

    public ServerTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        var needed = TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsServerAttribute)).SingleOrDefault();
        var variable = needed?.GetNamedArgument<string>(nameof(NeedsServerAttribute.Variable));
        return variable is null || Environment.GetEnvironmentVariable(variable) is { Length: > 0 }
            ? base.GetSkipReason(factAttribute)
            : $"{variable} is unset: {needed!.GetNamedArgument<string>(nameof(NeedsServerAttribute.How))}";
    }
}
