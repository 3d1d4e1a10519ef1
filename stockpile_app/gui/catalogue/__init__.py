"""What can be held and where: item types, accounts, store houses, marks, holds, reference lists."""
