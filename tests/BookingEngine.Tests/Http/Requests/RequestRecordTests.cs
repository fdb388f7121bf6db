using System.Reflection;
using System.Text.Json;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Every request record describes what it reads.</summary>
public sealed class RequestRecordTests
{
    public static TheoryData<Type> Records =>
    [
        .. typeof(HttpEdge).Assembly.GetTypes().Where(t => t.IsClass && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_field_described_as_required_is_refused_when_absent(Type record)
    {
        var (described, refused) = Run(record);
        Assert.NotEmpty(described);
        Assert.Distinct(described.Select(field => field.Name));
        Assert.Equal(described.Where(field => field.IsRequired).Select(field => field.Name).Order(StringComparer.Ordinal), refused);
    }

    private static (IReadOnlyList<FieldShape> Described, IEnumerable<string> Refused) Run(Type record) =>
        ((IReadOnlyList<FieldShape>, IEnumerable<string>))typeof(RequestRecordTests).GetMethod(nameof(RunAs), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(record).Invoke(null, null)!;

    private static (IReadOnlyList<FieldShape> Described, IEnumerable<string> Refused) RunAs<T>()
        where T : IRequest<T>
    {
        using var empty = JsonDocument.Parse("{}");
        var fields = new RequestFields(empty.RootElement, new FieldErrors(), "");
        T.Read(fields);
        return (RequestFields.Describe(T.Read), fields.Errors.Problem?.Errors?.Keys ?? []);
    }
}
