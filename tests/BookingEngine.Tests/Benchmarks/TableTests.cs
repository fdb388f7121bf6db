using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Tests.Benchmarks;

public sealed class TableTests
{
    [Fact]
    public void A_table_is_padded_with_numbers_to_the_right()
    {
        var table = new Table("What", "ms");
        table.Add("a booking", "7");
        table.Add("b", "1,234");
        Assert.Equal(
            """
            | What      |    ms |
            |-----------|------:|
            | a booking |     7 |
            | b         | 1,234 |

            """,
            table.ToString());
    }

    [Fact]
    public void A_row_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new Table("a", "b").Add("1"));
}
